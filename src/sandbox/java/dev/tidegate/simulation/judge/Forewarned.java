package dev.tidegate.simulation.judge;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * I4 of releases to come: an alert on a version that was acknowledged before a release of it began
 * holds that release before its first traffic, until its end is told, somebody skips the gates, or
 * it is forgotten: after the policy's {@code alertMemory}, or with a policy that is deleted.
 */
final class Forewarned implements Check {

    /** Well within the {@code alertMemory} of every service here, which is five minutes. */
    private static final long REMEMBERED = 240_000_000;

    /** So long after a policy is made again a process may not have seen it. */
    private static final long SEEN_MICROS = 90_000_000;

    private record Known(AlertFired alert, long sent, long acknowledged) {}

    private final Facts facts;
    private final Verdicts verdicts;
    private final Map<String, Long> sent = new HashMap<>();
    private final Map<String, Known> known = new LinkedHashMap<>();
    private final List<Alert> resolved = new ArrayList<>();

    /** Until when what was acknowledged may be forgotten, by service. */
    private final Map<String, Long> forgotten = new HashMap<>();

    private final Map<String, Long> opened = new HashMap<>();
    private final Set<String> skipped = new HashSet<>();

    Forewarned(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void sent(RolloutEvent event) {
        sent.putIfAbsent(event.id(), facts.micros());
        if (event instanceof AlertResolved end) {
            resolved.add(end.alert());
        }
    }

    @Override
    public void acknowledged(String process, RolloutEvent event) {
        if (event instanceof AlertFired fired && fired.alert().severity().equals("critical")) {
            long first = sent.getOrDefault(fired.id(), 0L);
            known.putIfAbsent(fired.id(), new Known(fired, first, facts.micros()));
        }
    }

    @Override
    public void wrote(Change change) {
        if (change.kind().equals("RolloutPolicy")) {
            if (change.after() == null) {
                forgotten.put(change.object().key(), Long.MAX_VALUE);
            } else if (change.before() == null && facts.micros() > 0) {
                forgotten.put(change.object().key(), facts.micros() + SEEN_MICROS);
            }
        }
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        String uid = after.identity().uid();
        if (before == null) {
            opened.put(uid, facts.micros());
        } else if (before.phase() instanceof Phase.Pending pending && pending.skipped()) {
            skipped.add(uid);
        } else if (!before.reachesCanary() && after.reachesCanary() && !skipped.contains(uid)) {
            long since = opened.getOrDefault(uid, 0L);
            known.values().stream()
                    .filter(k -> k.acknowledged() < since && counts(k, after))
                    .findFirst()
                    .ifPresent(k -> broken(k.alert(), after));
        }
    }

    private boolean counts(Known each, Rollout rollout) {
        Alert alert = each.alert().alert();
        // a clock that is minutes ahead forgets sooner
        return facts.clocks().spread(0, facts.micros()) <= 2 * Facts.SKEW_MICROS
                && each.alert().service().equals(rollout.service())
                && alert.names(rollout.canary(), rollout.workload())
                && resolved.stream().noneMatch(end -> end.ends(alert))
                && facts.micros() - each.sent() < REMEMBERED
                && forgotten.getOrDefault(rollout.service().toString(), -1L) < each.acknowledged();
    }

    private void broken(AlertFired alert, Rollout rollout) {
        verdicts.broken(
                Invariant.I4,
                "alert %s for %s was acknowledged before %s began, which has its first traffic"
                        .formatted(alert.id(), rollout.canary(), rollout.identity().name()));
    }
}
