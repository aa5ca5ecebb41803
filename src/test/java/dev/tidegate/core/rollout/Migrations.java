package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.routing.HostTable;
import dev.tidegate.core.routing.Routing;

import java.util.Map;
import java.util.TreeMap;

/** Plans whose versions have a host of its own. */
public final class Migrations {

    public static final String NEXT = "reviews.next.svc.cluster.local";

    private Migrations() {}

    /** The plan of the scenes, from the Service of the namespace. */
    public static RolloutPlan to(String host) {
        return between("reviews", host);
    }

    /** The plan of the scenes, with the hosts of v1 and v2. */
    public static RolloutPlan between(String old, String next) {
        RolloutPlan plan = Scenes.plan();
        Map<Version, String> hosts = Map.of(Scenes.V1, old, Scenes.V2, next);
        return new RolloutPlan(
                new Routing(
                        plan.routing().virtualServices(),
                        new Routing.Hosts("bookinfo", new HostTable(new TreeMap<>(hosts)))),
                plan.steps(),
                plan.bake(),
                plan.readyTimeout(),
                plan.propagation(),
                plan.workload(),
                plan.onAlert(),
                plan.onNewDeploy(),
                plan.onDrift(),
                plan.availability());
    }
}
