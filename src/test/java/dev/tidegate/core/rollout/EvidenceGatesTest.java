package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.EvidenceScenes.*;
import static dev.tidegate.core.rollout.PodScenes.after;
import static dev.tidegate.core.rollout.PodScenes.pods;
import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.UntilProven.Then;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;

/** What is proven waits at the gates as a step does that is due; what is worse never does. */
class EvidenceGatesTest {

    private static final RolloutPlan PLAN = proving(Then.PAUSE);
    private static final Optional<String> FROZEN = Optional.of("namespace bookinfo is frozen");
    private static final Optional<String> THAWED = Optional.empty();
    private static final Pods ENOUGH = pods(2, 2);
    private static final Pods FEW = pods(1, 2);

    private static Decision decide(
            Rollout rollout, RolloutEvent event, Optional<String> frozen, Pods pods, Instant now) {
        return FreezeGate.decide(rollout, event, () -> frozen, () -> true, now)
                .orElseGet(() -> PodGate.decide(rollout, event, () -> pods, Optional.empty(), now));
    }

    @Test
    void proofWaitsForPodsAndForTheEndOfAFreeze() {
        // Given a step that waits for its proof
        Rollout held = held(PLAN);

        // When that comes in a freeze, Then the release remembers it and waits
        Rollout frozen = after(held, decide(held, proven(held, 0, 0.3), FROZEN, ENOUGH, later(9)));
        assertThat(frozen.revision()).isEqualTo(held.revision());
        assertThat(frozen.pods().waits()).isEqualTo(FROZEN);

        // And after it for the pods
        RolloutEvent few = observed(new Observation.PodsSeen(FEW));
        Rollout lacking = after(frozen, decide(frozen, few, THAWED, FEW, later(10)));
        assertThat(lacking.pods().waits()).isEqualTo(held.plan().availability().lacking(FEW));

        // And goes on when there are enough
        RolloutEvent enough = observed(new Observation.PodsSeen(ENOUGH));
        Rollout next = after(lacking, decide(lacking, enough, THAWED, ENOUGH, later(11)));
        assertThat(((Phase.Progressing) next.phase()).step()).isEqualTo(2);
        assertThat(next.pods().waits()).isEmpty();
    }

    @Test
    void proofThatLacksPodsIsRemembered() {
        Rollout held = held(PLAN);
        Rollout lacking = after(held, decide(held, proven(held, 0, 1), THAWED, FEW, later(9)));
        assertThat(lacking.judged().map(Judged::proven)).contains(1.0);
        assertThat(lacking.pods().waits()).isPresent();
        // its timer is due, as that of any step that waits, and changes nothing before they are
        // there
        Rollout again =
                after(lacking, decide(lacking, timer(lacking, later(9)), THAWED, FEW, later(9)));
        assertThat(again).isEqualTo(lacking);
    }

    @Test
    void worsePassesEverything() {
        Rollout held = held(PLAN);
        assertThat(after(held, decide(held, worse(held, 0), FROZEN, FEW, later(9))).phase())
                .isInstanceOf(Phase.RollingBack.class);
        Rollout pending = pending(PLAN);
        assertThat(
                        after(pending, decide(pending, worse(pending, 0), FROZEN, FEW, later(1)))
                                .phase())
                .isInstanceOf(Phase.RolledBack.class);
    }

    @Test
    void saysItselfWhenNothingIsToldOfAStep() {
        // Given a step that asks for proof, of which nothing is told
        Rollout first = progressing(PLAN);
        Instant began = first.phase().due().orElseThrow().minus(HOLD);
        Instant soon = began.plusSeconds(30);

        // Then it is looked at after half a minute, and not said before
        assertThat(PodGate.again(first, ENOUGH, began)).contains(soon);
        RolloutEvent look = observed(new Observation.PodsSeen(ENOUGH));
        assertThat(decide(first, look, THAWED, ENOUGH, soon.minusMillis(1)))
                .isInstanceOf(Decision.Unchanged.class);

        // When it is looked at then, Then it says so once, in an outcome, and holds
        Rollout said = moved(first, look, soon);
        assertThat(said.history().getLast().cause())
                .startsWith("evidence: no evidence was told of it within 30 seconds");
        assertThat(said.phase()).isEqualTo(first.phase());
        assertThat(EvidenceText.line(said)).contains("missing");
        assertThat(decide(said, look, THAWED, ENOUGH, soon.plusSeconds(9)))
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(PodGate.again(said, ENOUGH, soon)).isEmpty();

        // And a verdict takes its place
        assertThat(EvidenceText.sentence(hears(said, unclear(said, 0, "3 failures"), soon)))
                .contains("3 failures");
    }

    @Test
    void saysNothingOfAReleaseThatHasHeardOfItsEvidence() {
        Rollout first = progressing(PLAN);
        Rollout known = hears(first, unclear(first, 0, "3 failures"), START.plusSeconds(9));
        assertThat(Silence.at(known)).isEmpty();
        // a step of a fixed time asks once for the whole release
        Rollout shown = progressing(shown());
        assertThat(Silence.at(shown)).isPresent();
        Rollout heard = hears(shown, unclear(shown, 0, "3 failures"), START.plusSeconds(9));
        assertThat(Silence.at(Scenes.due(heard))).isEmpty();
        assertThat(Silence.at(progressing(plan()))).isEmpty();
    }
}
