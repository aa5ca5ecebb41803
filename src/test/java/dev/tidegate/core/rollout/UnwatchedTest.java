package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.PodScenes.*;
import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.RolloutEvent;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** No step and no end of the bake while no alert can come. */
class UnwatchedTest {

    private static final Optional<String> WHY = Optional.of("no alert can come");
    private static final Pods ENOUGH = pods(2, 2);

    private static Decision due(Rollout rollout, Pods pods, Optional<String> unwatched) {
        Instant due = dueOf(rollout.phase());
        return PodGate.decide(rollout, timer(rollout, due), () -> pods, unwatched, due);
    }

    private static Decision look(Rollout rollout, Optional<String> unwatched, Instant now) {
        RolloutEvent seen = observed(new Observation.PodsSeen(ENOUGH));
        return PodGate.decide(rollout, seen, () -> ENOUGH, unwatched, now);
    }

    @Test
    void stepAndEndOfTheBakeWaitAndGoOn() {
        for (Rollout rollout : List.of(preparing(plan()), baking(plan()))) {
            Instant due = dueOf(rollout.phase());
            Rollout held = after(rollout, due(rollout, ENOUGH, WHY));
            assertThat(held.revision()).isEqualTo(rollout.revision());
            assertThat(held.pods().waits()).isEqualTo(WHY);
            assertThat(look(held, WHY, due)).isInstanceOf(Decision.Unchanged.class);
            assertThat(after(held, look(held, Optional.empty(), due.plusSeconds(60))).revision())
                    .isEqualTo(rollout.revision() + 1);
        }
    }

    @Test
    void itIsToldBeforeThePodsThatAreLackingToo() {
        Rollout rollout = preparing(plan());
        assertThat(after(rollout, due(rollout, pods(1, 2), WHY)).pods().waits()).isEqualTo(WHY);
        assertThat(after(rollout, due(rollout, pods(1, 2), Optional.empty())).pods().waits())
                .isEqualTo(Availability.DEFAULT.lacking(pods(1, 2)));
    }

    @Test
    void workloadWhosePodsDoNotMatterWaitsToo() {
        Rollout rollout = preparing(needing(new Quota(0, false), Availability.DEFAULT.noneFor()));
        Rollout held = after(rollout, due(rollout, missing(), WHY));
        assertThat(held.pods().waits()).isEqualTo(WHY);
        Instant now = later(9);
        assertThat(PodGate.again(held, missing(), now)).contains(now.plusSeconds(10));
    }

    @Test
    void whatWaitsForNoPodIsLookedAtAgainSoon() {
        Rollout rollout = preparing(plan());
        Instant now = later(9);
        assertThat(PodGate.again(rollout, ENOUGH, now)).isEmpty();
        Rollout held = after(rollout, due(rollout, ENOUGH, WHY));
        assertThat(PodGate.again(held, ENOUGH, now)).contains(now.plusSeconds(10));
        // pods that are lacking tell by themselves when they are there
        assertThat(PodGate.again(held, pods(1, 2), now)).isEmpty();
    }

    @Test
    void commandIsRefusedAndWhatTakesTrafficAwayPasses() {
        Rollout paused = paused(plan());
        Decision promote =
                PodGate.decide(paused, command("p", Action.PROMOTE), () -> ENOUGH, WHY, later(9));
        assertThat(promote)
                .isInstanceOfSatisfying(
                        Decision.Noted.class, noted -> assertThat(noted.refused()).isPresent());
        assertThat(promote.reason()).contains("no alert can come");
        for (RolloutEvent away : List.of(alert("a", "v2"), command("b", Action.ABORT))) {
            assertThat(PodGate.decide(paused, away, () -> ENOUGH, WHY, later(9)))
                    .isInstanceOf(Decision.Moved.class);
        }
    }
}
