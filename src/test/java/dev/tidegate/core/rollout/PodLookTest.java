package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.PodScenes.*;
import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Pods;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A canary that has traffic and no pod. */
class PodLookTest {

    private static final Instant GONE = later(1);
    private static final Instant OVER = GONE.plus(Availability.DEFAULT.noneFor());

    static List<Rollout> withTraffic() {
        Rollout progressing = progressing(plan());
        return List.of(
                progressing,
                paused(plan()),
                moved(progressing, command("p", Action.PAUSE), later(1)),
                baking(plan()));
    }

    @ParameterizedTest
    @MethodSource("withTraffic")
    void trafficGoesBackWhenThereIsNoPodForTheTimeOfThePolicy(Rollout rollout) {
        for (Pods none : List.of(pods(0, 1), missing())) {
            Rollout noted = after(rollout, looked(rollout, none, GONE));
            assertThat(noted.revision()).isEqualTo(rollout.revision());
            assertThat(noted.pods().noneSince()).contains(GONE);
            assertThat(PodGate.again(noted, none, GONE)).contains(OVER);
            assertThat(looked(noted, none, OVER.minusMillis(1)))
                    .isInstanceOf(Decision.Unchanged.class);
            Rollout back = after(noted, looked(noted, none, OVER));
            assertThat(back.phase()).isInstanceOf(Phase.RollingBack.class);
            assertThat(back.history().getLast().cause())
                    .startsWith("no pod of v2 was available for 20 seconds: Deployment bookinfo");
            assertThat(back.pods()).isEqualTo(PodState.NONE);
        }
    }

    @Test
    void podThatIsReplacedInTimeEndsNothing() {
        Rollout rollout = progressing(plan());
        Rollout noted = after(rollout, looked(rollout, pods(0, 1), GONE));
        Rollout replaced = after(noted, looked(noted, pods(1, 1), OVER.minusSeconds(1)));
        assertThat(replaced).isEqualTo(rollout);
        // and the time begins anew
        Rollout again = after(replaced, looked(replaced, pods(0, 1), OVER));
        assertThat(again.pods().noneSince()).contains(OVER);
        assertThat(again.phase()).isInstanceOf(Phase.Progressing.class);
    }

    @Test
    void podsThatCannotBeSeenAreNeitherThereNorGone() {
        Rollout rollout = progressing(plan());
        Pods unseen = new Pods.Unseen("the API server is away");
        assertThat(looked(rollout, unseen, GONE)).isInstanceOf(Decision.Unchanged.class);
        Rollout noted = after(rollout, looked(rollout, missing(), GONE));
        assertThat(after(noted, looked(noted, unseen, OVER))).isEqualTo(noted);
        assertThat(PodGate.again(noted, unseen, OVER)).contains(OVER.plusSeconds(5));
    }

    @Test
    void moveMeanwhileDoesNotBeginTheTimeAnew() {
        Rollout rollout = progressing(plan());
        Rollout noted = after(rollout, looked(rollout, missing(), GONE));
        Rollout paused = moved(noted, command("p", Action.PAUSE), GONE.plusSeconds(5));
        assertThat(paused.pods().noneSince()).contains(GONE);
        assertThat(after(paused, looked(paused, missing(), OVER)).phase())
                .isInstanceOf(Phase.RollingBack.class);
    }

    @Test
    void allPodsLostAgainAndAgainCountAsNone() {
        Rollout rollout = progressing(plan());
        Instant now = later(2);
        // twice; or before the canary had traffic
        for (Pods pods :
                List.of(
                        fallen(1, 1, falls(2, 1, 0, 1, now)),
                        fallen(1, 1, falls(9, 1, 0, 1, START)))) {
            assertThat(looked(rollout, pods, now)).isInstanceOf(Decision.Unchanged.class);
        }
        Decision third = looked(rollout, fallen(1, 1, falls(3, 1, 0, 1, now)), now);
        assertThat(after(rollout, third).phase()).isInstanceOf(Phase.RollingBack.class);
        assertThat(third.reason()).contains("lost all its pods 3 times within 10 minutes");
        // of three pods one at a time is none of that
        Pods one = fallen(3, 3, falls(9, 3, 2, 3, now));
        assertThat(looked(rollout, one, now)).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void stepThatIsDueWithoutAnyPodBeginsTheTime() {
        Rollout rollout = baking(plan());
        Rollout held = after(rollout, dueWith(rollout, pods(0, 1)));
        assertThat(held.pods().noneSince()).contains(dueOf(rollout.phase()));
        assertThat(held.pods().waits()).isPresent();
    }

    @Test
    void canaryWithoutTrafficNeedsNoPod() {
        for (Rollout rollout : List.of(pending(plan()), preparing(plan()))) {
            assertThat(looked(rollout, missing(), OVER)).isInstanceOf(Decision.Unchanged.class);
            assertThat(PodGate.again(rollout, missing(), OVER)).isEmpty();
        }
    }

    @Test
    void rollbackWaitsForNoPod() {
        Rollout back = rollingBack(plan());
        assertThat(looked(back, missing(), OVER)).isInstanceOf(Decision.Unchanged.class);
        assertThat(PodGate.again(back, missing(), OVER)).isEmpty();
    }

    @Test
    void policyCanTurnTheLooksOff() {
        Rollout rollout = progressing(needing(new Quota(0, false), Duration.ZERO));
        assertThat(looked(rollout, missing(), OVER)).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void stepThatWaitsSaysForWhatItWaitsNow() {
        Rollout rollout = baking(plan());
        Rollout held = after(rollout, dueWith(rollout, pods(1, 3)));
        Instant now = dueOf(held.phase()).plusSeconds(1);
        Rollout more = after(held, looked(held, pods(2, 3), now));
        assertThat(more.pods().waits().orElseThrow()).contains("2 of 3 pods ready");
        Rollout none = after(more, looked(more, pods(0, 3), now));
        assertThat(none.pods().waits().orElseThrow()).contains("0 of 3 pods ready");
        assertThat(none.pods().noneSince()).contains(now);
    }
}
