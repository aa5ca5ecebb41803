package dev.tidegate.simulation.judge;

import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.Trees;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * I13: no process commits a step that gives the canary more while what its watch has shown it of
 * the canary's Deployment lacks pods.
 */
final class PodsFirst implements Check {

    private final Facts facts;
    private final Verdicts verdicts;

    /** Since when a process has been shown too few pods, by process and Deployment. */
    private final Map<String, Long> lacking = new HashMap<>();

    PodsFirst(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void shown(String process, Change change) {
        if (change.kind().equals("Deployment")) {
            String key = process + " " + change.object().key();
            boolean enough =
                    change.after() != null
                            && Trees.number(change.after().map("status"), "availableReplicas")
                                    >= Trees.number(change.after().map("spec"), "replicas");
            if (enough) {
                lacking.remove(key);
            } else {
                lacking.putIfAbsent(key, facts.micros());
            }
        }
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        if (before == null || after.revision() == before.revision() || !facts.own(change)) {
            return;
        }
        Move last = after.history().getLast();
        boolean step =
                List.of(PhaseKind.PROGRESSING, PhaseKind.BAKING, PhaseKind.SUCCEEDED)
                                .contains(last.phase())
                        || last.eventId().endsWith("/due");
        boolean more = after.canaryWeight().basisPoints() > before.canaryWeight().basisPoints();
        String key =
                "%s %s/%s".formatted(change.by(), after.service().namespace(), after.workload());
        Long since = lacking.get(key);
        if (step && more && since != null && facts.micros() - since > facts.blindMicros()) {
            verdicts.broken(
                    Invariant.I13,
                    "%s gave %s of %s more, and had seen for %d ms that it lacks pods"
                            .formatted(
                                    change.by(),
                                    after.canary(),
                                    after.identity().name(),
                                    (facts.micros() - since) / 1_000));
        }
    }
}
