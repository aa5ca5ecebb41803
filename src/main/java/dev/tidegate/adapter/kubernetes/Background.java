package dev.tidegate.adapter.kubernetes;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * One thread that does what is due, each thing once however often it was asked for, in the order in
 * which it fell due. What could not be done stays due: it is tried again when nothing else is,
 * after a wait that doubles with each failure in a row.
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
    private final SequencedSet<T> due = new LinkedHashSet<>();
    private final SequencedSet<T> again = new LinkedHashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread worker;
    private int failures;
    private long givenUp;
    private boolean closed;

    /**
     * Nothing is due yet.
     *
     * @param name of the thread, and of what is due in the log
     * @param most things that are kept in mind; beyond it the oldest is given up, and the log tells
     *     how many
     * @param work does one thing; whether it is done
     */
    Background(String name, int most, Predicate<T> work) {
        this.name = name;
        this.most = most;
        this.work = work;
        worker = Thread.ofVirtual().name(name).unstarted(this::work);
    }

    /** Says that {@code thing} is due; returns at once. */
    void due(T thing) {
        lock.lock();
        try {
            again.remove(thing);
            due.add(thing);
            if (due.size() + again.size() > most) {
                (again.isEmpty() ? due : again).removeFirst();
                givenUp++;
            }
            if (worker.getState() == Thread.State.NEW && !closed) {
                worker.start();
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        @Nullable T thing = next();
        while (thing != null) {
            ended(thing, done(thing));
            thing = next();
        }
    }

    /** What is due next, waited for; nothing at the end. */
    private @Nullable T next() {
        lock.lock();
        try {
            long nanos =
                    failures == 0
                            ? 0
                            : TimeUnit.MILLISECONDS.toNanos(
                                    FIRST_WAIT_MILLIS << Math.min(failures, DOUBLINGS));
            while (!closed) {
                if (!due.isEmpty()) {
                    return due.removeFirst();
                }
                if (again.isEmpty()) {
                    tellGivenUp();
                    changed.await();
                } else if (nanos <= 0) {
                    return again.removeFirst();
                } else {
                    nanos = changed.awaitNanos(nanos);
                }
            }
        } catch (InterruptedException e) {
            // closed
        } finally {
            lock.unlock();
        }
        return null;
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

    private void ended(T thing, boolean done) {
        lock.lock();
        try {
            failures = done ? 0 : failures + 1;
            if (!done && !due.contains(thing)) {
                again.add(thing);
            }
        } finally {
            lock.unlock();
        }
    }

    private void tellGivenUp() {
        if (givenUp > 0) {
            LOG.warnf("%s: %d given up, more than %d were due at once", name, givenUp, most);
            givenUp = 0;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            worker.interrupt();
        } finally {
            lock.unlock();
        }
    }
}
