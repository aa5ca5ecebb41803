package dev.tidegate.controller;

import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scalings;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Publishes the timer event of each rollout when it is due. The due time lives in the Rollout's
 * status: this class only remembers what the watch showed, so a restart loses nothing. A wall clock
 * that is set forward after a timer was armed does not fire it early, because the wait is counted
 * by the monotonic clock, also when another revision goes on with the same wait; one that is set
 * back makes it wait again. Whether the time has come is then decided by the clock of the replica
 * that reads the event, which NTP must keep near this one's.
 */
public final class StepTimers {

    /**
     * A timer event that could not be sent is sent again after this. One that was sent and has
     * moved nothing is sent again too, after twice as long each time: duplicates are harmless, a
     * lost one is not, and an outage of the API server must not fill the topic.
     */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private static final int DOUBLINGS = 6;

    /** Timers further away are looked at again when this is over. */
    private static final Duration FAR = Duration.ofDays(1);

    private final Map<String, Armed> armed = new HashMap<>();
    private final Timers timers;
    private final Executor executor;
    private final Outcomes outcomes;
    private final Telemetry telemetry;
    private final Clock clock;
    private boolean leading;

    /**
     * Timers of {@code timers} that publish on {@code executor}.
     *
     * @param executor runs publishing, which may block
     */
    public StepTimers(
            Timers timers, Executor executor, Outcomes outcomes, Telemetry telemetry, Clock clock) {
        this.timers = timers;
        this.executor = executor;
        this.outcomes = outcomes;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    /**
     * The event that the time of a rollout's revision has come, as it is read from its topic:
     * always the same, whoever finds the time out.
     *
     * @param now when it was found out
     */
    public static StepDue event(Rollout rollout, Instant now) {
        TimerId id = TimerId.of(rollout);
        return new StepDue(id.identity(), rollout.service(), now, id.rolloutUid(), id.revision());
    }

    /** The event's id among Tidegate's own. */
    public static String id(Rollout rollout) {
        return TimerId.of(rollout).toString();
    }

    private static final class Armed {
        private final Rollout rollout;
        private final Instant due;
        private Timers.@Nullable Timer timer;
        private long at;
        private boolean tried;
        private boolean sending;
        private int sent;

        private Armed(Rollout rollout, Instant due) {
            this.rollout = rollout;
            this.due = due;
        }

        /** Whether it is the same wait, which may end later than was known. */
        private boolean goesOnWith(Armed before) {
            Phase phase = rollout.phase();
            Phase last = before.rollout.phase();
            return phase.kind() == last.kind() && phase.since().equals(last.since());
        }
    }

    /**
     * Takes a rollout as the watch shows it: arms its timer, or disarms it when nothing is due any
     * more.
     */
    public synchronized void seen(Rollout rollout) {
        String uid = rollout.identity().uid();
        Optional<Instant> due = Scalings.due(rollout);
        Armed before = armed.get(uid);
        if (before != null) {
            if (before.rollout.revision() > rollout.revision()
                    || (before.rollout.revision() == rollout.revision()
                            && due.equals(Optional.of(before.due)))) {
                return;
            }
            gone(uid);
        }
        if (due.isPresent()) {
            Armed now = new Armed(rollout, due.get());
            armed.put(uid, now);
            if (leading) {
                arm(now, left(Optional.ofNullable(before), now));
            }
        }
    }

    /** A wait that goes on does so as it was armed, whatever the clock says now. */
    private Duration left(Optional<Armed> before, Armed now) {
        return before.filter(old -> old.timer != null && !old.tried && now.goesOnWith(old))
                .map(
                        old ->
                                Duration.ofNanos(old.at - timers.nanos())
                                        .plus(Duration.between(old.due, now.due)))
                .orElseGet(() -> Duration.between(clock.instant(), now.due));
    }

    /** Forgets a rollout that was deleted. */
    public synchronized void gone(String uid) {
        Armed before = armed.remove(uid);
        if (before != null && before.timer != null) {
            before.timer.cancel();
        }
    }

    /** Starts or stops firing: of all replicas only the holder of the Lease leads. */
    public synchronized void lead(boolean lead) {
        leading = lead;
        for (Armed each : armed.values()) {
            if (lead) {
                arm(each, Duration.between(clock.instant(), each.due));
            } else if (each.timer != null) {
                each.timer.cancel();
            }
        }
    }

    private void arm(Armed timer, Duration delay) {
        Duration wait = delay.compareTo(FAR) < 0 ? delay : FAR;
        if (timer.timer != null) {
            timer.timer.cancel();
        }
        timer.at = timers.nanos() + (wait.isNegative() ? 0 : wait.toNanos());
        timer.timer = timers.after(wait, () -> fire(timer));
    }

    private synchronized void fire(Armed timer) {
        if (!wanted(timer) || timer.sending) {
            return;
        }
        Duration late = Duration.between(timer.due, clock.instant());
        if (late.isNegative()) {
            arm(timer, late.negated().plusMillis(1));
            return;
        }
        timer.sending = true;
        executor.execute(() -> send(timer, late));
    }

    /** Only when it is known whether the event was taken is there a next time. */
    private void send(Armed timer, Duration late) {
        boolean taken = false;
        try {
            if (!timer.tried) {
                timer.tried = true;
                if (timer.rollout.live()) {
                    telemetry.timerFired(timer.rollout, late);
                }
            }
            taken = outcomes.stepDue(timer.rollout) instanceof Result.Done<Boolean>;
        } finally {
            sent(timer, taken);
        }
    }

    private synchronized void sent(Armed timer, boolean taken) {
        timer.sending = false;
        if (wanted(timer)) {
            arm(timer, taken ? AGAIN.multipliedBy(1L << Math.min(timer.sent++, DOUBLINGS)) : AGAIN);
        }
    }

    private boolean wanted(Armed timer) {
        return leading && armed.get(timer.rollout.identity().uid()) == timer;
    }
}
