package dev.tidegate.simulation.judge;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.Fence;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * I11: the write of a rollback leaves no managed route, mirror or cookie of its canary, and no
 * write puts a managed route before one of the user's own.
 */
final class Segments implements Check {

    private static final String MATCHED = "a managed route to ";
    private static final String MIRRORED = "copies to ";
    private static final String STICKY = "a cookie of ";

    private final Facts facts;
    private final Verdicts verdicts;

    Segments(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void wrote(Change change) {
        ApiObject after = change.after();
        if (after != null && facts.own(change)) {
            facts.routesOf(change)
                    .ifPresent(
                            service -> {
                                order(after);
                                rolledBack(service, after);
                            });
        }
    }

    private void order(ApiObject routes) {
        String managed = "";
        for (Map<String, Object> route : Trees.list(routes.map("spec"), "http")) {
            String name = Trees.text(route, "name");
            if (RouteView.isManaged(route)) {
                managed = name;
            } else if (!managed.isEmpty()) {
                if (!name.equals("primary")) {
                    broken(
                            "%s has %s before the user's route %s"
                                    .formatted(routes.key(), managed, name));
                }
                managed = "";
            }
        }
        if (!managed.isEmpty()) {
            broken("%s has %s behind all routes".formatted(routes.key(), managed));
        }
    }

    private void rolledBack(SimService service, ApiObject routes) {
        List<Fence> fences = Fence.in(routes.tree());
        for (Rollout rollout : facts.moving(service.key())) {
            boolean written =
                    fences.stream()
                            .anyMatch(
                                    fence ->
                                            fence.writer().uid().equals(rollout.identity().uid())
                                                    && fence.revision()
                                                            >= rollout.wantedRevision());
            boolean back =
                    rollout.phase() instanceof Phase.RollingBack
                            || rollout.phase() instanceof Phase.RolledBack;
            Set<String> left = back && written ? beside(facts, service, routes) : Set.of();
            if (left.stream().anyMatch(what -> what.endsWith(" " + rollout.canary().name()))) {
                broken(
                        "%s was written for the rollback of %s, and has %s"
                                .formatted(routes.key(), rollout.identity().name(), left));
            }
        }
    }

    /** Whether people mirror requests to the version now, so that no step may. */
    static boolean mirroredByPeople(Facts facts, SimService service, String version) {
        return facts.server()
                .get("VirtualService", service.routesIn(), service.routes())
                .filter(r -> facts.mirrors().usersTo(service, r).contains(version))
                .isPresent();
    }

    /** What of a service stands beside its weights now. */
    static Set<String> now(Facts facts, SimService service) {
        return facts.server()
                .get("VirtualService", service.routesIn(), service.routes())
                .map(routes -> beside(facts, service, routes))
                .orElse(Set.of());
    }

    /**
     * What the product has beside the weights, each with the version that it leads to; mirrors of
     * people are none of it.
     */
    static Set<String> beside(Facts facts, SimService service, ApiObject routes) {
        Set<String> beside = new TreeSet<>();
        RouteView.matched(service, routes).forEach(v -> beside.add(MATCHED + v));
        facts.mirrors().to(service, routes).forEach(v -> beside.add(MIRRORED + v));
        RouteView.sticky(service, routes).forEach(v -> beside.add(STICKY + v));
        return beside;
    }

    /**
     * Whether that is what a release wants. While it prepares it writes no routes: a step that was
     * decided and lost its subset before it was written may lack there.
     */
    static boolean asWanted(Facts facts, SimService service, Rollout rollout) {
        Set<String> now = now(facts, service);
        Set<String> wanted = wanted(rollout);
        return now.equals(wanted)
                || (rollout.phase().acting() instanceof Phase.Preparing && wanted.containsAll(now));
    }

    /** What a release wants there. */
    static Set<String> wanted(Rollout rollout) {
        Set<String> wanted = new TreeSet<>();
        rollout.traffic()
                .ifPresent(
                        traffic -> {
                            traffic.segments().stream()
                                    .flatMap(segment -> segment.carriers().stream())
                                    .forEach(v -> wanted.add(MATCHED + v));
                            traffic.mirrors().forEach(m -> wanted.add(MIRRORED + m.to()));
                            traffic.cookies().forEach(c -> wanted.add(STICKY + c.version()));
                        });
        return wanted;
    }

    private void broken(String what) {
        verdicts.broken(Invariant.I11, what);
    }
}
