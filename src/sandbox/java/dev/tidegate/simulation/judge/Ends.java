package dev.tidegate.simulation.judge;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** I10, and that in the end the routes are as the last decision says. */
final class Ends implements Check {

    private final Facts facts;
    private final Verdicts verdicts;
    private final Map<String, Long> handEdit = new HashMap<>();
    private final Map<String, Long> lastCommit = new HashMap<>();

    Ends(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void wrote(Change change) {
        if (!facts.own(change) && facts.micros() > 0) {
            facts.routesOf(change).ifPresent(s -> handEdit.put(s.key().toString(), facts.micros()));
        }
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        if (before == null || before.revision() != after.revision()) {
            lastCommit.put(after.identity().uid(), facts.micros());
        }
    }

    /** Who deletes a rollout has its routes as they are. */
    @Override
    public void deleted(Change change, Rollout last) {
        if (!facts.own(change)) {
            handEdit.put(last.service().toString(), facts.micros());
        }
    }

    @Override
    public void settled() {
        for (Rollout rollout : facts.rollouts()) {
            if (rollout.live() && !waits(rollout)) {
                verdicts.broken(
                        Invariant.I10,
                        "%s is still in %s".formatted(rollout.identity().name(), rollout.phase()));
            }
        }
        facts.services().forEach(this::routes);
    }

    private static boolean waits(Rollout rollout) {
        return rollout.phase() instanceof Phase.Paused
                || rollout.pods().waits().isPresent()
                || rollout.routes().problem().isPresent();
    }

    private void routes(SimService service) {
        List<Rollout> rollouts = facts.of(service.key());
        Optional<Rollout> last = rollouts.stream().filter(r -> r.wanted().isPresent()).findFirst();
        Optional<ApiObject> routes =
                facts.server().get("VirtualService", service.routesIn(), service.key().name());
        if (last.isEmpty() || routes.isEmpty()) {
            return;
        }
        Rollout rollout = last.get();
        boolean edited =
                handEdit.getOrDefault(service.key().toString(), -1L)
                        > lastCommit.getOrDefault(rollout.identity().uid(), Long.MAX_VALUE);
        if ((edited && !rollout.live()) || rollout.routes().problem().isPresent()) {
            return;
        }
        // what may not be written, by a missing grant or a webhook, is the reason of its pause
        boolean refused =
                rollout.phase() instanceof Phase.Paused paused
                        && (paused.reason().contains("does not grant")
                                || paused.reason().contains("denied the request"));
        Distribution wanted = rollout.wanted().orElseThrow();
        SortedMap<String, Integer> weights = RouteView.weights(service, routes.get());
        // whoever gave all to a third version has the routes so
        boolean others = Ratios.own(weights, rollout) == 0;
        if (!refused && !others && !Ratios.same(weights, wanted, rollout)) {
            verdicts.broken(
                    Invariant.ROUTES,
                    "%s carries %s, and %s wants %s"
                            .formatted(
                                    routes.get().key(),
                                    weights,
                                    rollout.identity().name(),
                                    wanted));
        }
    }
}
