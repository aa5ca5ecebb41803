package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.REVIEWS;
import static dev.tidegate.core.rollout.Scenes.later;
import static dev.tidegate.core.rollout.Scenes.moved;
import static dev.tidegate.core.rollout.Scenes.preparing;
import static dev.tidegate.core.rollout.Scenes.progressing;
import static dev.tidegate.core.rollout.Scenes.timer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A release whose versions are services of their own, wherever they run. */
class MigrationTest {

    private static final RolloutPlan PLAN = Migrations.to(Migrations.NEXT);
    private static final Pods THERE = new Pods.Elsewhere(Optional.empty());
    private static final Pods AWAY =
            new Pods.Elsewhere(Optional.of("Service next/reviews is away"));

    private static Decision due(Rollout rollout, Pods pods) {
        Instant due = ((Phase.Live) rollout.phase()).due().orElseThrow();
        return PodGate.decide(rollout, timer(rollout, due), () -> pods, Optional.empty(), due);
    }

    private static Decision looked(Rollout rollout, Pods pods, Instant now) {
        RolloutEvent look = Scenes.observed(new Observation.PodsSeen(pods));
        return PodGate.decide(rollout, look, () -> pods, Optional.empty(), now);
    }

    @ParameterizedTest
    @CsvSource({
        "reviews.next.svc.cluster.local, reviews.next.svc.cluster.local, CANARY",
        "reviews.next.svc.cluster.local, reviews.next,                   CANARY",
        "reviews.next.svc.cluster.local, reviews-v2,                     CANARY",
        "reviews.next.svc.cluster.local, v2,                             CANARY",
        "reviews.next.svc.cluster.local, reviews,                        STABLE",
        "reviews.next.svc.cluster.local, reviews.bookinfo,               STABLE",
        "reviews.next.svc.cluster.local, reviews.other,                  OTHER",
        "reviews-next,                   reviews-next,                   CANARY",
        "reviews-next,                   reviews-next.bookinfo.svc.corp.example, CANARY",
        "reviews-next,                   reviews,                        STABLE",
        "reviews.example.com,            reviews.example.com,            CANARY",
        "reviews.example.com,            ratings.example.com,            OTHER",
    })
    void alertThatNamesTheHostIsAboutItsVersion(String host, String named, AlertTarget target) {
        Rollout rollout = progressing(Migrations.to(host));
        for (boolean workload : new boolean[] {true, false}) {
            Optional<String> name = Optional.of(named);
            Alert alert =
                    new Alert(
                            "ErrorRate",
                            "critical",
                            workload ? Optional.empty() : name,
                            workload ? name : Optional.empty(),
                            "f",
                            later(1),
                            Optional.empty());
            assertThat(AlertTarget.of(alert, rollout)).isEqualTo(target);
        }
    }

    @Test
    void alertThatNamesTheNewHostTakesTheTrafficBack() {
        var alert =
                new Alert(
                        "ErrorRate",
                        "critical",
                        Optional.empty(),
                        Optional.of(Migrations.NEXT),
                        "f",
                        later(1),
                        Optional.empty());
        Rollout after =
                moved(progressing(PLAN), new AlertFired("a", REVIEWS, later(1), alert), later(1));
        assertThat(after.phase()).isInstanceOf(Phase.RollingBack.class);
    }

    @Test
    void stepWaitsForNoPodsOfAServiceElsewhere() {
        assertThat(due(preparing(PLAN), THERE)).isInstanceOf(Decision.Moved.class);
    }

    @Test
    void stepWaitsWhileNobodyIsKnownToBeThereAndSaysSo() {
        Rollout rollout = preparing(PLAN);
        Decision held = due(rollout, AWAY);
        assertThat(held).isInstanceOf(Decision.Noted.class);
        Rollout waiting = ((Decision.Noted) held).next();
        assertThat(waiting.pods().waits()).contains("Service next/reviews is away");
        // and goes on when somebody is
        Instant now = ((Phase.Live) rollout.phase()).due().orElseThrow().plusSeconds(60);
        assertThat(looked(waiting, THERE, now)).isInstanceOf(Decision.Moved.class);
    }

    @Test
    void serviceElsewhereThatCannotBeReachedForAWhileTakesItsTrafficBack() {
        // Given nobody can be reached at the new host while it has traffic
        Rollout rollout = progressing(PLAN);
        Instant gone = later(100);
        Rollout noted = PodScenes.after(rollout, looked(rollout, AWAY, gone));
        Duration noneFor = PLAN.availability().noneFor();
        assertThat(PodGate.again(noted, AWAY, gone)).contains(gone.plus(noneFor));
        // When that lasts, Then the traffic goes back, and it is said why
        assertThat(looked(noted, AWAY, gone.plus(noneFor).minusSeconds(1)))
                .isNotInstanceOf(Decision.Moved.class);
        Decision back = looked(noted, AWAY, gone.plus(noneFor));
        assertThat(PodScenes.after(noted, back).phase()).isInstanceOf(Phase.RollingBack.class);
        assertThat(PodScenes.after(noted, back).history().getLast().cause())
                .contains("Service next/reviews is away");
    }

    @Test
    void serviceElsewhereThatIsThereAgainKeepsItsTraffic() {
        Rollout rollout = progressing(PLAN);
        Instant gone = later(100);
        Rollout noted = PodScenes.after(rollout, looked(rollout, AWAY, gone));
        Rollout again = PodScenes.after(noted, looked(noted, THERE, gone.plusSeconds(5)));
        assertThat(looked(again, AWAY, gone.plusSeconds(60))).isNotInstanceOf(Decision.Moved.class);
    }

    @Test
    void hostWithoutAnybodyIsWaitedForThoughThePolicyAsksForNoPods() {
        RolloutPlan plan = PodScenes.needing(new Quota(0, false), Duration.ofSeconds(20));
        assertThat(plan.availability().lacking(AWAY)).contains("Service next/reviews is away");
        assertThat(plan.availability().lacking(THERE)).isEmpty();
        assertThat(due(preparing(plan), AWAY)).isInstanceOf(Decision.Noted.class);
        // and one that had traffic keeps it
        assertThat(plan.availability().none(AWAY)).isFalse();
    }
}
