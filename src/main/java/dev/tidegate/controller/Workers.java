package dev.tidegate.controller;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Works on letters as {@link Mailboxes} says who is next, so many at a time as {@link InFlight}
 * allows, and has those that are not done taken again after the time they ask for. No thread waits
 * for that, or for a place.
 *
 * @param <K> what has a mailbox
 */
final class Workers<K> {

    private static final long AFTER_BUG_MILLIS = 1_000;

    private final Executor executor;
    private final Timers timers;
    private final Mailboxes<K> mailboxes;
    private final InFlight inFlight;
    private final List<Workers<?>> followers = new CopyOnWriteArrayList<>();
    private volatile boolean calm = true;
    private @Nullable Workers<?> first;
    private boolean closed;

    /**
     * Nothing to do yet.
     *
     * @param executor runs one task for each letter
     * @param group which keys belong together; groups take turns
     */
    Workers(Executor executor, Timers timers, Function<K, String> group, InFlight inFlight) {
        this.executor = executor;
        this.timers = timers;
        this.mailboxes = new Mailboxes<>(group);
        this.inFlight = inFlight;
    }

    /** Begins nothing while {@code other} is not calm; to be said before anything is posted. */
    Workers<K> behind(Workers<?> other) {
        first = other;
        other.followers.add(this);
        return this;
    }

    /** Whether nothing urgent is at work for the first time, or waits for a place. */
    boolean calm() {
        return calm;
    }

    /** Puts a letter in; never blocks. */
    void post(K key, Letter letter) {
        synchronized (this) {
            mailboxes.add(key, letter);
        }
        begin();
    }

    /** Puts a letter in unless an equal one waits already. */
    void postOnce(K key, Letter letter) {
        synchronized (this) {
            if (mailboxes.holds(key, letter)) {
                return;
            }
            mailboxes.add(key, letter);
        }
        begin();
    }

    /** Whether so many letters wait for this key that senders should come again later. */
    synchronized boolean full(K key) {
        return mailboxes.full(key);
    }

    /** Begins no letter any more; those that are being worked on come to the end of this try. */
    synchronized void close() {
        closed = true;
    }

    /** Gives the places that are free to those whose turn it is. */
    private void begin() {
        boolean becameCalm;
        synchronized (this) {
            for (var next = next(); next.isPresent(); next = next()) {
                Mailboxes<K>.TakenLetter taken = next.get();
                long begun = inFlight.begin(taken.line());
                start(taken, begun);
            }
            boolean before = calm;
            calm = closed || (!mailboxes.urgentWaits() && !inFlight.urgent());
            becameCalm = calm && !before;
        }
        if (becameCalm) {
            followers.forEach(Workers::begin);
        }
    }

    /** Where no thread can be had the letter is taken again later, and nobody waits for it. */
    private void start(Mailboxes<K>.TakenLetter taken, long begun) {
        try {
            executor.execute(() -> work(taken, begun));
        } catch (RejectedExecutionException e) {
            // there are no threads any more: this process is ending
            closed = true;
        } catch (Throwable e) {
            inFlight.end(taken.line(), begun, false);
            mailboxes.rest(taken);
            timers.after(Duration.ofMillis(AFTER_BUG_MILLIS), () -> wake(taken));
            unforeseen(e);
        }
    }

    private Optional<Mailboxes<K>.TakenLetter> next() {
        return closed || (first != null && !first.calm())
                ? Optional.empty()
                : mailboxes.take(inFlight);
    }

    private void work(Mailboxes<K>.TakenLetter taken, long begun) {
        long wait = tried(taken.letter());
        synchronized (this) {
            inFlight.end(taken.line(), begun, wait == 0);
            if (wait == 0) {
                mailboxes.done(taken);
            } else {
                mailboxes.rest(taken);
            }
        }
        if (wait > 0) {
            timers.after(Duration.ofMillis(wait), () -> wake(taken));
        }
        begin();
    }

    private void wake(Mailboxes<K>.TakenLetter taken) {
        synchronized (this) {
            mailboxes.wake(taken);
        }
        begin();
    }

    /** What a letter throws must stop neither it nor those behind it. */
    private static long tried(Letter letter) {
        try {
            return letter.workMillis();
        } catch (Throwable e) {
            unforeseen(e);
            return AFTER_BUG_MILLIS;
        }
    }

    private static void unforeseen(Throwable e) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
}
