package dev.tidegate.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Observation.RoutesApplied;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutStateMachine;
import dev.tidegate.core.rollout.Scenes;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

class StepTimersTest {

    private static final Rollout DUE = pending("due", Scenes.START.minusSeconds(86_400));

    private final FakeWorld world = new FakeWorld();
    private final Alarms alarms = new Alarms();
    private final Deque<Runnable> sends = new ArrayDeque<>();

    @Test
    void timerFurtherAwayThanAnyClockGoesStopsNoOther() {
        // Given timers that are due, and one that a broken sender put beyond all reckoning
        List<String> wanted = new ArrayList<>();
        StepTimers timers =
                new StepTimers(
                        new ScheduledTimers("timers"),
                        Runnable::run,
                        world,
                        new SilentTelemetry(),
                        world.clock());
        timers.seen(pending("far", Instant.MAX.minusSeconds(86_400)));
        for (int i = 0; i < 20; i++) {
            timers.seen(pending("t-" + i, Scenes.START.minusSeconds(86_400)));
            wanted.add("due t-" + i + "/1");
        }
        // When this process takes the lead
        timers.lead(true);
        // Then all that are due fire
        await().until(() -> world.told().size() == 20);
        assertThat(world.told()).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void eventThatKafkaDoesNotTakeIsSentAgainAndNoTwoAtATime() {
        // Given a timer that is due, and a broker that takes nothing at first
        for (int i = 0; i < 9; i++) {
            world.stepDueFaults.add(new Result.Unreachable<>("no broker"));
        }
        StepTimers timers = timers();
        timers.seen(DUE);
        timers.lead(true);
        // When it is sent, then the next time is set only when the broker has answered
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            waits.add(alarms.ring());
            assertThat(alarms.set).isEmpty();
            sends.removeFirst().run();
        }
        // and it is as near as the first until the broker takes it, and further and further then
        assertThat(waits).containsExactly(0L, 5L, 5L, 5L, 5L, 5L, 5L, 5L, 5L, 5L, 5L, 10L, 20L);
        assertThat(world.told()).hasSize(4).containsOnly("due due/1");
    }

    @Test
    void leadThatIsLostAndWonWhileAnEventIsSentSendsNoSecondOne() {
        StepTimers timers = timers();
        timers.seen(DUE);
        timers.lead(true);
        alarms.ring();
        timers.lead(false);
        timers.lead(true);
        alarms.ring();
        assertThat(sends).hasSize(1);
        sends.removeFirst().run();
        assertThat(alarms.set).hasSize(1);
    }

    @Test
    void eventWhoseSendingFailsInAnUnforeseenWayIsSentAgain() {
        StepTimers timers =
                new StepTimers(alarms, sends::add, world, new BrokenTelemetry(), world.clock());
        timers.seen(DUE);
        timers.lead(true);
        alarms.ring();
        assertThatThrownBy(() -> sends.removeFirst().run()).hasMessage("broken");
        alarms.ring();
        sends.removeFirst().run();
        assertThat(world.told()).containsExactly("due due/1");
    }

    @Test
    void clockThatIsSetForwardAfterwardsFiresNothingEarly() {
        // Given a timer that is armed for an hour from now
        StepTimers timers = timers();
        timers.seen(pending("later", Scenes.START.plusSeconds(3_000)));
        timers.lead(true);
        // When the clock is set forward, then the wait is as long as it was
        world.now.set(Scenes.START.plusSeconds(7_200));
        assertThat(alarms.ring()).isEqualTo(3_600);
    }

    @Test
    void clockThatIsSetForwardEndsNoWaitThatAnotherRevisionGoesOnWith() {
        // Given a timer that is armed for a step's hold
        Rollout step = Scenes.progressing(Scenes.plan());
        world.now.set(step.phase().due().orElseThrow().minusSeconds(100));
        StepTimers timers = timers();
        timers.lead(true);
        timers.seen(step);
        // When the clock is set forward, and then a hand edit is reverted
        alarms.nanos = Duration.ofSeconds(40).toNanos();
        world.now.set(world.now.get().plusSeconds(540));
        Rollout reverted = Scenes.moved(step, Scenes.drift(), world.now.get());
        timers.seen(reverted);
        // Then what is left of the hold is left to the next revision
        assertThat(alarms.set).hasSize(1).first().extracting(Alarms.Alarm::seconds).isEqualTo(60L);
        // and when that is acknowledged late, the hold is as much longer and no more
        world.now.set(world.now.get().plusMillis(4_250));
        timers.seen(acknowledged(reverted, world.now.get()));
        assertThat(alarms.set).hasSize(1);
        assertThat(alarms.ring()).isEqualTo(64);
        // and its event is sent
        sends.removeFirst().run();
        assertThat(world.told())
                .containsExactly(
                        "due %s/%d".formatted(step.identity().name(), step.revision() + 1));
    }

    @Test
    void clockThatIsSetBackMeanwhileMakesItWaitAgain() {
        StepTimers timers = timers();
        timers.seen(pending("later", Scenes.START.plusSeconds(3_000)));
        timers.lead(true);
        world.now.set(Scenes.START.minusSeconds(60));
        alarms.ring();
        assertThat(sends).isEmpty();
        assertThat(alarms.ring()).isEqualTo(3_660);
    }

    @Test
    void leadThatIsLostWhileAnEventIsSentArmsNothing() {
        StepTimers timers = timers();
        timers.seen(DUE);
        timers.lead(true);
        alarms.ring();
        timers.lead(false);
        sends.removeFirst().run();
        assertThat(alarms.set).isEmpty();
    }

    @Test
    void lateViewOfARevisionThatIsOverArmsNothing() {
        Rollout now = Scenes.progressing(Scenes.plan());
        StepTimers timers = timers();
        timers.lead(true);
        timers.seen(now);
        Object armed = alarms.set.getFirst();
        timers.seen(Scenes.preparing(Scenes.plan()));
        assertThat(alarms.set).hasSize(1).first().isSameAs(armed);
    }

    @Test
    void leadThatIsLostSendsNothingMore() {
        StepTimers timers = timers();
        timers.seen(DUE);
        timers.lead(true);
        timers.lead(false);
        alarms.set.forEach(alarm -> alarm.work().run());
        assertThat(sends).isEmpty();
    }

    private static Rollout acknowledged(Rollout rollout, Instant now) {
        RolloutEvent applied = Scenes.observed(new RoutesApplied(rollout.wantedRevision()));
        return RolloutStateMachine.decide(rollout, applied, now) instanceof Decision.Noted noted
                ? noted.next()
                : rollout;
    }

    private StepTimers timers() {
        return new StepTimers(alarms, sends::add, world, new SilentTelemetry(), world.clock());
    }

    /** Throws once where a firing is measured. */
    private static final class BrokenTelemetry extends SilentTelemetry {

        @Override
        public void timerFired(Rollout rollout, Duration late) {
            throw new IllegalStateException("broken");
        }
    }

    /** Runs nothing by itself, and remembers what it is to run. */
    private static final class Alarms implements Timers {

        private record Alarm(Runnable work, long seconds) {}

        private final Deque<Alarm> set = new ArrayDeque<>();
        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Timer after(Duration delay, Runnable work) {
            Alarm alarm = new Alarm(work, Math.max(0, delay.toSeconds()));
            set.add(alarm);
            return () -> set.remove(alarm);
        }

        /** Runs the next one; for how many seconds it was set. */
        private long ring() {
            Alarm next = set.removeFirst();
            next.work().run();
            return next.seconds();
        }
    }

    private static Rollout pending(String name, Instant opened) {
        return Rollout.opened(
                new Rollout.Identity(
                        name,
                        name,
                        Scenes.plan(),
                        new DeployStarted(name, Scenes.REVIEWS, opened, new Version("v2"))),
                opened);
    }
}
