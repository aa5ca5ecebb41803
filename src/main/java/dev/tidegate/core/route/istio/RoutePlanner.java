package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.route.Goal;
import dev.tidegate.core.route.Grants;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Reading;
import dev.tidegate.core.route.RoutePlan;
import dev.tidegate.core.route.Writer;
import dev.tidegate.core.routing.Routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what a rollout wants into writes of VirtualServices and DestinationRules. Pure: the same
 * objects give the same plan, and an observed tree is never changed. Objects that the plan's
 * routing does not name count by the hosts they share with it, and are listed when one is missing.
 *
 * @param domain of the cluster that the objects are in
 */
public record RoutePlanner(ClusterDomain domain) {

    /** The writes that make the routes equal to what {@code rollout} wants. */
    public RoutePlan plan(Rollout rollout, List<ObservedObject> objects) {
        return plan(rollout, objects, Set.of());
    }

    /** The same, obeying no fence of a writer that is {@code gone}. */
    public RoutePlan plan(Rollout rollout, List<ObservedObject> objects, Set<Writer> gone) {
        return new Planning(rollout, objects(objects), gone).plan();
    }

    /**
     * Whether the plan may remove a subset, so that {@link #plan} must be given every
     * VirtualService there is: one of them may refer to it.
     */
    public boolean tidies(Rollout rollout, List<ObservedObject> objects) {
        return new Planning(rollout, objects(objects), Set.of()).tidies();
    }

    /**
     * What the routes carry now.
     *
     * @param stableHint the version that the last release left stable; it decides where several
     *     versions carry traffic
     */
    public Reading read(
            ServiceKey service,
            RolloutPlan plan,
            List<ObservedObject> objects,
            Optional<Version> stableHint) {
        return new RouteReading(service, plan, objects(objects), stableHint).read();
    }

    /** What the gates of a pending rollout ask of its routes. */
    public Reading gate(
            Rollout rollout, List<ObservedObject> objects, Optional<Version> stableHint) {
        return new GateReading(rollout, objects(objects), stableHint).read();
    }

    /**
     * Full names of the hosts that the canary is reached by. Beside the objects that the plan
     * names, {@link #plan} counts DestinationRules of these hosts, and {@link #gate} and a retreat
     * VirtualServices that lead there.
     */
    public Set<String> hosts(Rollout rollout, List<ObservedObject> named) {
        return Namings.of(
                        rollout.service(),
                        rollout.plan().routing().destinations(),
                        objects(named),
                        rollout.routes().host())
                .hostsOf(rollout.canary());
    }

    /** The host and all wildcards that cover it. */
    public static List<String> covering(String host) {
        return HostWildcard.covering(host);
    }

    /** Whether the plan takes the canary's traffic away, wherever it is. */
    public static boolean retreats(Rollout rollout) {
        return rollout.wanted().filter(wanted -> Goal.of(rollout, wanted).retreat()).isPresent();
    }

    /**
     * Full names of all hosts that are named in an object, as its own or as a destination's;
     * wildcards as they are.
     */
    public Set<String> hostsIn(ObservedObject object) {
        return NamedHosts.of(object, domain);
    }

    /**
     * Why the canary may get no traffic: objects and hosts of namespaces that do not grant them, a
     * host that nobody knows. Asked at the gate and before each write that gives traffic, never
     * before one that takes it away.
     *
     * @return each a sentence that says what to do; empty when nothing is in the way
     */
    public List<String> barred(
            ServiceKey service, RolloutPlan plan, Version canary, Surroundings around) {
        Grants grants = new Grants(service, around.objects());
        List<String> problems = new ArrayList<>();
        plan.routing()
                .virtualServices()
                .forEach(
                        ref ->
                                grants.missing(
                                                Objects.GROUP,
                                                Objects.VIRTUAL_SERVICE,
                                                ref.namespace(),
                                                ref.name())
                                        .ifPresent(problems::add));
        if (plan.routing().destinations() instanceof Routing.Subsets rule) {
            grants.missing(
                            Objects.GROUP,
                            Objects.DESTINATION_RULE,
                            rule.namespace(),
                            rule.destinationRule())
                    .ifPresent(problems::add);
        }
        problems.addAll(
                new HostCheck(
                                service,
                                objects(around.objects()),
                                around,
                                plan.routing().destinations())
                        .barred(canary));
        return problems;
    }

    /**
     * Why nobody can be reached at the canary's host, as a sentence that says what to do; empty
     * when somebody can, and in subset mode.
     */
    public Optional<String> unreached(
            ServiceKey service, RolloutPlan plan, Version canary, Surroundings around) {
        return new HostCheck(
                        service, objects(around.objects()), around, plan.routing().destinations())
                .unreached(canary);
    }

    /** What somebody else changed after this rollout's last write: the first thing found. */
    public Optional<Observation> drift(Rollout rollout, List<ObservedObject> objects) {
        return new DriftSearch(rollout, objects(objects)).first();
    }

    /**
     * What stands around the routes and counts for the canary, as {@link Surroundings#wanted} says.
     *
     * @param routes the DestinationRule, as far as it is known
     */
    public List<ObservedObject> around(
            ServiceKey service, RolloutPlan plan, Version canary, List<ObservedObject> routes) {
        return Surroundings.wanted(service, plan, canary, objects(routes));
    }

    private Objects objects(List<ObservedObject> all) {
        return new Objects(all, domain);
    }
}
