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
    void serviceElsewhereThatCannotBeReachedTakesNoTrafficBack() {
        Rollout rollout = progressing(PLAN);
        Instant now = later(1);
        for (int i = 0; i < 5; i++) {
            now = now.plus(Duration.ofMinutes(1));
            assertThat(looked(rollout, AWAY, now)).isInstanceOf(Decision.Unchanged.class);
            assertThat(PodGate.again(rollout, AWAY, now)).isEmpty();
        }
    }
}
