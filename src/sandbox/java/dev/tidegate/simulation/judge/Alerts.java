package dev.tidegate.simulation.judge;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.kernel.Kernel;
import dev.tidegate.simulation.scene.SimService;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * I4: a critical alert that names the live canary ends in its rollback. One that fired before gates
 * that a person opened, one whose end was told before, or whose canary had its last decision before
 * the alert was handled, leads to nothing; but a release that has succeeded is opened again, unless
 * the alert's record was written when the bake was over, another release had followed by then, or
 * the version before has no pods.
 */
final class Alerts implements Check {

    /** So old may be what a process knows of the pods of the version before. */
    private static final long SEEN_MICROS = 90_000_000;

    /** A live release that an alert names, and when its record was written. */
    private record Accused(AlertFired alert, Rollout canary, long written) {}

    private final Facts facts;
    private final Verdicts verdicts;
    private final List<Accused> accused = new ArrayList<>();
    private final List<Alert> resolved = new ArrayList<>();
    private final Map<String, Long> acknowledged = new HashMap<>();
    private final Map<String, Long> ended = new HashMap<>();
    private final Map<String, Long> followed = new HashMap<>();

    /** Since when a Deployment has pods, and when it had none last. */
    private final Map<String, Long> podless = new HashMap<>();

    private final Set<String> excused = new HashSet<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();

    /** The end of those that the product itself has deleted. */
    private final Map<String, Rollout> tidied = new HashMap<>();

    /** Those whose gates were opened by a person, whatever fired. */
    private final Set<String> skipped = new HashSet<>();

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
                    .forEach(r -> accused.add(new Accused(fired, r, facts.micros())));
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
        if (after.phase() instanceof Phase.Pending pending && pending.skipped()) {
            skipped.add(after.identity().uid());
        }
        if (!after.live()) {
            ended.putIfAbsent(after.identity().uid(), facts.micros());
        }
        if (!after.live() && after.next().isPresent()) {
            followed.putIfAbsent(after.identity().uid(), facts.micros());
        }
        if (before == null) {
            facts.of(after.service())
                    .forEach(r -> followed.putIfAbsent(r.identity().uid(), facts.micros()));
            followed.remove(after.identity().uid());
        }
    }

    @Override
    public void deleted(Change change, Rollout last) {
        if (facts.own(change)) {
            tidied.put(last.identity().uid(), last);
        } else {
            deleted.add(last.identity().uid());
        }
    }

    @Override
    public void wrote(Change change) {
        if (Counted.by(change)) {
            boolean had = Counted.of(change.before()).available() > 0;
            boolean has = Counted.of(change.after()).available() > 0;
            if (!has) {
                podless.put(change.object().key(), Long.MAX_VALUE);
            } else if (!had) {
                podless.put(change.object().key(), facts.micros());
            }
        }
    }

    /** A refusal is right when nobody is there to take the traffic back, as far as is known. */
    @Override
    public void told(String id, Object outcome) {
        accused.stream()
                .filter(each -> id.equals("refused/" + each.alert().id()))
                .filter(each -> hasNoPods(each.canary()))
                .forEach(_ -> excused.add(id));
    }

    private boolean hasNoPods(Rollout canary) {
        SimService service = facts.service(canary.service()).orElseThrow();
        return facts.rollout(canary.identity().uid())
                .flatMap(Rollout::stable)
                .map(v -> service.counter(v.name()))
                .filter(
                        key ->
                                facts.micros() - podless.getOrDefault(key, -SEEN_MICROS)
                                        < SEEN_MICROS)
                .isPresent();
    }

    @Override
    public void settled() {
        for (Accused each : accused) {
            String uid = each.canary().identity().uid();
            if (deleted.contains(uid) || passedBy(each)) {
                continue;
            }
            Rollout now = facts.rollout(uid).orElse(tidied.getOrDefault(uid, each.canary()));
            long handled = acknowledged.getOrDefault(each.alert().id(), Long.MAX_VALUE);
            if (handled == Long.MAX_VALUE) {
                broken(each, now, "was never acknowledged");
            } else if (!(now.phase() instanceof Phase.RolledBack)
                    && ended.getOrDefault(uid, Long.MAX_VALUE) > handled) {
                broken(each, now, "was acknowledged");
            } else if (now.phase() instanceof Phase.Succeeded succeeded
                    && isBefore(each.written(), succeeded.since())
                    && followed.getOrDefault(uid, Long.MAX_VALUE) > handled
                    && !excused.contains("refused/" + each.alert().id())) {
                broken(each, now, "came when it was live");
            }
        }
    }

    /** Whether it fired while the release waited at gates that a person opened. */
    private boolean passedBy(Accused each) {
        return each.canary().phase() instanceof Phase.Pending
                && skipped.contains(each.canary().identity().uid());
    }

    private static boolean isBefore(long written, Instant over) {
        return Kernel.START.plusMillis(written / 1_000).isBefore(over);
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
