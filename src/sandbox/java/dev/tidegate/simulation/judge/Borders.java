package dev.tidegate.simulation.judge;

import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.Annotations;
import dev.tidegate.core.route.Fence;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * I12: without a grant no canary gets traffic by an object of another namespace, or at a host of
 * one.
 */
final class Borders implements Check {

    /** So long a process may have stood still between its look at the grants and its write. */
    private static final long SLEPT_MICROS = 90_000_000;

    private final Facts facts;
    private final Verdicts verdicts;

    /** Since when a process was shown that a grant is gone, by process and grant. */
    private final Map<String, Long> revoked = new HashMap<>();

    private final Granted hosts = new Granted();

    Borders(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void shown(String process, Change change) {
        hosts.shown(process, change, facts.services(), facts.micros());
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
        hosts.wrote(change, facts.services());
        if (change.before() != null && change.after() != null && facts.own(change)) {
            facts.routesOf(change)
                    .ifPresent(
                            service -> {
                                if (service.isElsewhere()) {
                                    judge(service, change);
                                }
                                host(service, change);
                            });
        }
    }

    private void host(SimService service, Change change) {
        writer(change)
                .filter(writer -> Rollbacks.gives(service, change, writer))
                .map(writer -> writer.canary().name())
                .filter(
                        canary -> {
                            long since = hosts.without(change.by(), service, canary);
                            return since == 0
                                    || (since > 0 && change.sent() - since > SLEPT_MICROS);
                        })
                .ifPresent(
                        canary ->
                                verdicts.broken(
                                        Invariant.I12,
                                        "%s gave %s traffic at %s, which grants nothing"
                                                .formatted(
                                                        change.by(),
                                                        canary,
                                                        service.host(canary))));
    }

    private Optional<Rollout> writer(Change change) {
        return Fence.in(change.object().tree()).stream()
                .flatMap(f -> facts.rollout(f.writer().uid()).stream())
                .findFirst();
    }

    private void judge(SimService service, Change change) {
        if (granted(service, change)) {
            return;
        }
        String canary = writer(change).map(r -> r.canary().name()).orElse("");
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
