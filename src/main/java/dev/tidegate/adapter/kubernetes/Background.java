package dev.tidegate.adapter.kubernetes;

import dev.tidegate.controller.Scheduler;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.function.Predicate;

/**
 * Does what is due beside everything else, one thing at a time, each once however often it was
 * asked for, in the order in which it fell due. What could not be done stays due: it is tried again
 * when nothing else is, after a wait that doubles with each failure in a row.
 *
 * @param <T> what is due; equal ones are one
 */
final class Background<T> implements AutoCloseable {

    private static final long FIRST_WAIT_MILLIS = 100;

    /** No wait is longer than the first one doubled so often: 26 seconds. */
    private static final int DOUBLINGS = 8;

    private static final Logger LOG = Logger.getLogger(Background.class);

    private final String name;
    private final int most;
    private final Predicate<T> work;
    private final Scheduler scheduler;
    private final SequencedSet<T> due = new LinkedHashSet<>();
    private final SequencedSet<T> again = new LinkedHashSet<>();
    private int failures;
    private long givenUp;
    private boolean working;
    private boolean waiting;
    private boolean waited;
    private boolean closed;

    /**
     * Nothing is due yet.
     *
     * @param name of what is due, in the log
     * @param most things that are kept in mind; beyond it the oldest is given up, and the log tells
     *     how many
     * @param work does one thing; whether it is done
     */
    Background(String name, int most, Scheduler scheduler, Predicate<T> work) {
        this.name = name;
        this.most = most;
        this.scheduler = scheduler;
        this.work = work;
    }

    /** Says that {@code thing} is due; returns at once. */
    synchronized void due(T thing) {
        again.remove(thing);
        due.add(thing);
        if (due.size() + again.size() > most) {
            (again.isEmpty() ? due : again).removeFirst();
            givenUp++;
        }
        begin();
    }

    private synchronized void begin() {
        if (!working && !closed) {
            working = true;
            scheduler.executor().execute(this::work);
        }
    }

    private void work() {
        @Nullable T thing = next();
        while (thing != null) {
            ended(thing, done(thing));
            thing = next();
        }
    }

    /** What is due next; nothing when this thread is not needed any more. */
    private synchronized @Nullable T next() {
        if (!closed && !due.isEmpty()) {
            return due.removeFirst();
        }
        if (!closed && !again.isEmpty() && (failures == 0 || waited)) {
            waited = false;
            return again.removeFirst();
        }
        working = false;
        if (again.isEmpty()) {
            tellGivenUp();
        } else if (!waiting && !closed) {
            waiting = true;
            long millis = FIRST_WAIT_MILLIS << Math.min(failures, DOUBLINGS);
            scheduler.timers().after(Duration.ofMillis(millis), this::waited);
        }
        return null;
    }

    private synchronized void waited() {
        waiting = false;
        waited = true;
        begin();
    }

    /** A programmer's error in one thing must not end the others. */
    private boolean done(T thing) {
        try {
            return work.test(thing);
        } catch (RuntimeException e) {
            LOG.warnf(e, "%s: %s", name, thing);
            return false;
        }
    }

    private synchronized void ended(T thing, boolean done) {
        failures = done ? 0 : failures + 1;
        if (!done && !due.contains(thing)) {
            again.add(thing);
        }
    }

    private void tellGivenUp() {
        if (givenUp > 0) {
            LOG.warnf("%s: %d given up, more than %d were due at once", name, givenUp, most);
            givenUp = 0;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
