package dev.tidegate.simulation.judge;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * I4: a critical alert that names the live canary ends in its rollback. One whose end was told
 * before, or whose canary had its last decision before the alert was handled, leads to nothing; a
 * copy of one holds back what began after it.
 */
final class Alerts implements Check {

    /** The end of a release that nobody had told of the alert yet, and of what it ended. */
    private record Accused(AlertFired alert, Instant written, Rollout canary) {}

    private final Facts facts;
    private final Verdicts verdicts;
    private final List<Accused> accused = new ArrayList<>();
    private final List<Alert> resolved = new ArrayList<>();
    private final Map<String, Long> acknowledged = new HashMap<>();
    private final Map<String, Long> ended = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();

    Alerts(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void sent(RolloutEvent event) {
        if (event instanceof AlertResolved end) {
            resolved.add(end.alert());
        } else if (event instanceof AlertFired fired && known.add(fired.id()) && counts(fired)) {
            facts.of(fired.service()).stream()
                    .filter(r -> r.phase() instanceof Phase.Live)
                    .filter(r -> fired.alert().names(r.canary(), r.workload()))
                    .forEach(r -> accused.add(new Accused(fired, facts.now(), r)));
        }
    }

    private boolean counts(AlertFired fired) {
        return fired.alert().severity().equals("critical")
                && fired.alert().namesSomething()
                && resolved.stream().noneMatch(end -> end.ends(fired.alert()));
    }

    @Override
    public void acknowledged(String process, RolloutEvent event) {
        acknowledged.putIfAbsent(event.id(), facts.micros());
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        if (!after.live()) {
            ended.putIfAbsent(after.identity().uid(), facts.micros());
        }
    }

    @Override
    public void deleted(Change change, Rollout last) {
        deleted.add(last.identity().uid());
    }

    @Override
    public void told(String id, Object outcome) {
        told.add(id);
    }

    @Override
    public void settled() {
        for (Accused each : accused) {
            String uid = each.canary().identity().uid();
            if (deleted.contains(uid)) {
                continue;
            }
            Rollout now = facts.rollout(uid).orElse(each.canary());
            long handled = acknowledged.getOrDefault(each.alert().id(), Long.MAX_VALUE);
            if (handled == Long.MAX_VALUE) {
                broken(each, now, "was never acknowledged");
            } else if (!(now.phase() instanceof Phase.RolledBack)
                    && ended.getOrDefault(uid, Long.MAX_VALUE) > handled) {
                broken(each, now, "was acknowledged");
            } else if (now.phase() instanceof Phase.Succeeded over
                    // the bake was over when that was decided, however late it was written down
                    && each.written().isBefore(over.since())
                    && facts.of(now.service()).getFirst().equals(now)
                    && !told.contains("refused/" + each.alert().id())) {
                broken(each, now, "came when it was live");
            }
        }
    }

    private void broken(Accused each, Rollout now, String what) {
        verdicts.broken(
                Invariant.I4,
                "alert %s for %s of %s %s, and the release is %s"
                        .formatted(
                                each.alert().id(),
                                now.canary(),
                                now.identity().name(),
                                what,
                                now.phase().title()));
    }
}
