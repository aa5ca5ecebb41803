package dev.tidegate.simulation.judge;

import dev.tidegate.core.route.Annotations;
import dev.tidegate.core.route.Fence;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;

import java.util.Objects;
import java.util.SortedMap;

/** I12: without a grant no canary gets traffic by an object of another namespace. */
final class Borders implements Check {

    private final Facts facts;
    private final Verdicts verdicts;

    Borders(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void wrote(Change change) {
        if (change.before() != null && change.after() != null && facts.own(change)) {
            facts.routesOf(change)
                    .filter(s -> !s.routesIn().equals(s.key().namespace()))
                    .ifPresent(service -> judge(service, change));
        }
    }

    private void judge(SimService service, Change change) {
        String granted = Annotations.get(change.object().tree(), Facts.GRANT);
        if (granted.equals(service.key().toString())) {
            return;
        }
        String canary =
                Fence.in(change.object().tree()).stream()
                        .flatMap(f -> facts.rollout(f.writer().uid()).stream())
                        .map(r -> r.canary().name())
                        .findFirst()
                        .orElse("");
        SortedMap<String, Integer> before =
                RouteView.weights(service, Objects.requireNonNull(change.before()));
        SortedMap<String, Integer> after = RouteView.weights(service, change.object());
        if (RouteView.share(after, canary) > RouteView.share(before, canary)) {
            verdicts.broken(
                    Invariant.I12,
                    "%s gave %s traffic in %s, which grants nothing"
                            .formatted(change.by(), canary, change.object().key()));
        }
    }
}
