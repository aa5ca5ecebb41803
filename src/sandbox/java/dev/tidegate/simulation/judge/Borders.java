package dev.tidegate.simulation.judge;

import dev.tidegate.core.route.Annotations;
import dev.tidegate.core.route.Fence;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/** I12: without a grant no canary gets traffic by an object of another namespace. */
final class Borders implements Check {

    /** So long a process may have stood still between its look at the grants and its write. */
    private static final long SLEPT_MICROS = 90_000_000;

    private final Facts facts;
    private final Verdicts verdicts;

    /** Since when a process was shown that a grant is gone, by process and grant. */
    private final Map<String, Long> revoked = new HashMap<>();

    Borders(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void shown(String process, Change change) {
        if (change.kind().equals("ReferenceGrant")) {
            String key = process + " " + change.object().key();
            if (change.after() == null) {
                revoked.putIfAbsent(key, facts.micros());
            } else {
                revoked.remove(key);
            }
        }
    }

    @Override
    public void wrote(Change change) {
        if (change.before() != null && change.after() != null && facts.own(change)) {
            facts.routesOf(change)
                    .filter(SimService::isElsewhere)
                    .ifPresent(service -> judge(service, change));
        }
    }

    private void judge(SimService service, Change change) {
        if (granted(service, change)) {
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

    /** By the object itself, or by a ReferenceGrant, as far as the process could know. */
    private boolean granted(SimService service, Change change) {
        if (service.referenced()) {
            Long since = revoked.get(change.by() + " " + change.object().key());
            return since == null || change.sent() - since <= SLEPT_MICROS;
        }
        return Annotations.get(change.object().tree(), Facts.GRANT)
                .equals(service.key().toString());
    }
}
