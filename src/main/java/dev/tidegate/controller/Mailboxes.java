package dev.tidegate.controller;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * One mailbox for each key: its letters are worked on one after the other, while keys run side by
 * side, a bounded number of them. An urgent letter overtakes whatever waits, and whatever is being
 * retried: other urgent letters, too. Mailboxes whose next letter is urgent have places of their
 * own, as many as {@link Pace} allows, and while one of them waits no other mailbox begins a
 * letter. An urgent letter that was tried before comes after those that were not, has half of these
 * places, and keeps nobody else from working: it may never be done. The others share {@code
 * places}; those whose next letter is due go first. Groups of keys take turns. A mailbox without
 * letters takes no memory.
 *
 * @param <K> what has a mailbox
 */
final class Mailboxes<K> {

    /** How many letters may wait before {@link #full} says so. */
    static final int CAPACITY = 256;

    private static final long AFTER_BUG_MILLIS = 1_000;

    private final Map<K, Waiting> open = new HashMap<>();
    private final Line<Waiting> urgent = new Line<>();
    private final Line<Waiting> again = new Line<>();
    private final Line<Waiting> due = new Line<>();
    private final Line<Waiting> ready = new Line<>();

    private final Executor executor;
    private final int places;
    private final Function<K, String> group;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition calm = lock.newCondition();
    private int atWork;
    private int urgentAtWork;
    private int againAtWork;
    private boolean closed;

    /**
     * No mailbox yet.
     *
     * @param executor runs one task for each letter
     * @param places how many letters that are not urgent are worked on at a time
     * @param group which keys belong together; groups take turns
     * @param nanos a monotonic clock, in nanoseconds
     */
    Mailboxes(Executor executor, int places, Function<K, String> group, LongSupplier nanos) {
        this.executor = executor;
        this.places = places;
        this.group = group;
        this.pace = new Pace(nanos);
    }

    /** Puts a letter in; never blocks. */
    void post(K key, Letter letter) {
        lock.lock();
        try {
            Waiting mailbox = open.computeIfAbsent(key, k -> new Waiting(k, group.apply(k)));
            mailbox.letters.add(letter);
            if (mailbox.busy) {
                mailbox.arrived.signal();
            } else {
                stand(mailbox);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Puts a letter in unless an equal one waits already. */
    void postOnce(K key, Letter letter) {
        lock.lock();
        try {
            Waiting mailbox = open.get(key);
            if (mailbox == null || !mailbox.letters.contains(letter)) {
                post(key, letter);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether so many letters wait for this key that senders should come again later. */
    boolean full(K key) {
        lock.lock();
        try {
            Waiting mailbox = open.get(key);
            return mailbox != null && mailbox.letters.normal() >= CAPACITY;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no urgent letter is at work for the first time, or waits for a place. */
    void awaitCalm() {
        lock.lock();
        try {
            while (!closed && (urgentAtWork > 0 || !urgent.isEmpty())) {
                calm.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Begins no letter any more; those that are being worked on come to the end of this try. */
    void close() {
        lock.lock();
        try {
            closed = true;
            calm.signalAll();
            open.values().forEach(m -> m.arrived.signal());
        } finally {
            lock.unlock();
        }
    }

    /** The mailbox has no thread: it stands in line, unless it is empty. */
    private void stand(Waiting mailbox) {
        mailbox.busy = false;
        urgent.remove(mailbox.group, mailbox);
        again.remove(mailbox.group, mailbox);
        due.remove(mailbox.group, mailbox);
        ready.remove(mailbox.group, mailbox);
        switch (mailbox.letters.next()) {
            case URGENT -> urgent.add(mailbox.group, mailbox);
            case AGAIN -> again.add(mailbox.group, mailbox);
            case DUE -> due.add(mailbox.group, mailbox);
            case READY -> ready.add(mailbox.group, mailbox);
            case NONE -> open.remove(mailbox.key);
        }
        fill();
    }

    /** Gives the places that are free to those whose turn it is. */
    private void fill() {
        while (!closed && !urgent.isEmpty() && urgentAtWork + againAtWork < pace.limit()) {
            begin(urgent.removeFirst());
        }
        while (!closed
                && urgent.isEmpty()
                && !again.isEmpty()
                && againAtWork < pace.limit() / 2
                && urgentAtWork + againAtWork < pace.limit()) {
            begin(again.removeFirst());
        }
        while (!closed && urgent.isEmpty() && atWork < places) {
            Line<Waiting> line = due.isEmpty() ? ready : due;
            if (line.isEmpty()) {
                break;
            }
            begin(line.removeFirst());
        }
        if (urgent.isEmpty() && urgentAtWork == 0) {
            calm.signalAll();
        }
    }

    private void begin(Waiting mailbox) {
        Letters.Next line = mailbox.letters.next();
        Letter letter = mailbox.letters.remove();
        mailbox.busy = true;
        count(line, 1);
        executor.execute(() -> work(mailbox, letter, line));
    }

    private void count(Letters.Next line, int one) {
        switch (line) {
            case URGENT -> urgentAtWork += one;
            case AGAIN -> againAtWork += one;
            case DUE, READY, NONE -> atWork += one;
        }
    }

    private void work(Waiting mailbox, Letter letter, Letters.Next line) {
        long begun = pace.now();
        long wait = tried(letter);
        lock.lock();
        try {
            count(line, -1);
            if (line == Letters.Next.URGENT) {
                pace.worked(begun, wait == 0);
            }
            if (wait > 0) {
                mailbox.letters.putBack(letter);
                fill();
                pause(mailbox, letter.rank(), wait);
            }
            stand(mailbox);
        } finally {
            lock.unlock();
        }
    }

    /** What a letter throws must stop neither it nor those behind it. */
    private static long tried(Letter letter) {
        try {
            return letter.workMillis();
        } catch (Throwable e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            return AFTER_BUG_MILLIS;
        }
    }

    /** Waits before the next try, which is not work, unless a letter comes that overtakes it. */
    private void pause(Waiting mailbox, Letter.Rank rank, long millis) {
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            while (nanos > 0 && !closed && !mailbox.letters.overtake(rank)) {
                nanos = mailbox.arrived.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The letters of one key. */
    private final class Waiting {

        private final K key;
        private final String group;
        private final Letters letters = new Letters();
        private final Condition arrived = lock.newCondition();

        /** Whether a letter is worked on, or waits for its next try. */
        private boolean busy;

        private Waiting(K key, String group) {
            this.key = key;
            this.group = group;
        }
    }
}
