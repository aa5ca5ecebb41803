package dev.tidegate.simulation.judge;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * I14: in a world where nothing fails but the topic of outcomes, an alert's rollback is committed
 * soon after the alert was handed over.
 */
final class Untold implements Check {

    private static final long SOON = 2_000_000;

    private final Facts facts;
    private final Verdicts verdicts;
    private final Map<String, Long> accused = new LinkedHashMap<>();
    private final Set<String> resolved = new HashSet<>();
    private final Set<String> known = new HashSet<>();

    /** The rollout that was live when an alert was sent that names its canary. */
    private final Map<String, String> named = new HashMap<>();

    Untold(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void sent(RolloutEvent event) {
        if (event instanceof AlertResolved end) {
            resolved.add(end.alert().fingerprint());
        } else if (event instanceof AlertFired fired && known.add(fired.id()) && counts(fired)) {
            live(fired).forEach(r -> named.put(fired.id(), r.identity().uid()));
        }
    }

    private boolean counts(AlertFired fired) {
        return fired.alert().severity().equals("critical")
                && !resolved.contains(fired.alert().fingerprint());
    }

    private Stream<Rollout> live(AlertFired fired) {
        return facts.of(fired.service()).stream()
                .filter(Rollout::live)
                .filter(r -> !(r.phase() instanceof Phase.RollingBack))
                .filter(r -> fired.alert().names(r.canary(), r.workload()));
    }

    @Override
    public void delivered(String process, RolloutEvent event) {
        look();
        if (facts.onlyOutcomesFail() && event instanceof AlertFired fired) {
            live(fired)
                    .map(r -> r.identity().uid())
                    .filter(uid -> uid.equals(named.get(fired.id())))
                    .forEach(uid -> accused.putIfAbsent(uid, facts.micros()));
        }
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        if (!after.live() || after.phase() instanceof Phase.RollingBack) {
            accused.remove(after.identity().uid());
        }
        look();
    }

    @Override
    public void deleted(Change change, Rollout last) {
        accused.remove(last.identity().uid());
    }

    @Override
    public void told(String id, Object outcome) {
        look();
    }

    @Override
    public void settled() {
        look();
    }

    private void look() {
        accused.forEach(
                (uid, since) -> {
                    if (facts.micros() - since > SOON) {
                        verdicts.broken(
                                Invariant.I14,
                                "the rollback of %s was not committed within %d ms"
                                        .formatted(
                                                facts.rollout(uid)
                                                        .map(r -> r.identity().name())
                                                        .orElse(uid),
                                                SOON / 1_000));
                    }
                });
    }
}
