package dev.tidegate.controller;

import dev.tidegate.core.event.ServiceKey;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One mailbox for each service: its letters are worked on one after the other, while services run
 * side by side, at most {@link #AT_WORK} of them, those first whose next letter is due. An urgent
 * letter overtakes whatever waits, and whatever is being retried: other urgent letters, too; it
 * waits for no other service. One that can wait is overtaken by all others. A mailbox without
 * letters takes no memory.
 */
final class Mailboxes {

    /** How many letters may wait before {@link #full} says so. */
    static final int CAPACITY = 256;

    /**
     * How many mailboxes are worked on at a time; those with urgent letters come on top. Work is
     * waiting for the API server and for Kafka, and its stacks and buffers are what takes memory
     * when thousands of releases begin at once.
     */
    static final int AT_WORK = 64;

    private static final long AFTER_BUG_MILLIS = 1_000;

    private final Map<ServiceKey, Mailbox> open = new HashMap<>();

    /** Those with letters and without a thread, in the order of their turns: these first. */
    private final SequencedSet<Mailbox> due = new LinkedHashSet<>();

    private final SequencedSet<Mailbox> ready = new LinkedHashSet<>();

    private int atWork;
    private boolean closed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Executor executor;

    Mailboxes(Executor executor) {
        this.executor = executor;
    }

    /** Who overtakes whom: the first of these all others. */
    enum Rank {
        URGENT,
        NORMAL,
        LATER
    }

    /** Something to do for a service. */
    interface Letter {

        /** Whom it overtakes; it may cease to be urgent while it is worked on. */
        Rank rank();

        /** Whether it was promised for now: its service goes before those whose next is not. */
        default boolean due() {
            return false;
        }

        /**
         * Works on it once, and says how long to wait before the next try; zero when it is done.
         * What it throws is a bug or the end of the memory: it is tried again.
         */
        long workMillis();
    }

    /** Puts a letter in; never blocks. */
    void post(ServiceKey service, Letter letter) {
        lock.lock();
        try {
            Mailbox mailbox = open.computeIfAbsent(service, Mailbox::new);
            mailbox.queue(letter).addLast(letter);
            if (mailbox.hasThread) {
                mailbox.arrived.signal();
            } else {
                start(mailbox);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Puts a letter in unless an equal one waits already. */
    void postOnce(ServiceKey service, Letter letter) {
        lock.lock();
        try {
            Mailbox mailbox = open.get(service);
            if (mailbox == null || !mailbox.queue(letter).contains(letter)) {
                post(service, letter);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether so many letters wait for this service that senders should come again later. */
    boolean full(ServiceKey service) {
        lock.lock();
        try {
            Mailbox mailbox = open.get(service);
            return mailbox != null && mailbox.normal.size() >= CAPACITY;
        } finally {
            lock.unlock();
        }
    }

    /** Begins no letter any more; those that are being worked on come to the end of this try. */
    void close() {
        lock.lock();
        try {
            closed = true;
            open.values().forEach(m -> m.arrived.signal());
        } finally {
            lock.unlock();
        }
    }

    private void start(Mailbox mailbox) {
        if (closed) {
            return;
        }
        if (atWork < AT_WORK || !mailbox.urgent.isEmpty()) {
            ready.remove(mailbox);
            due.remove(mailbox);
            atWork++;
            mailbox.hasThread = true;
            executor.execute(mailbox::work);
        } else {
            line(mailbox).add(mailbox);
        }
    }

    private SequencedSet<Mailbox> line(Mailbox mailbox) {
        @Nullable Letter next = mailbox.normal.peekFirst();
        return next != null && next.due() ? due : ready;
    }

    /** Gives a place at work to the next one. */
    private void leave() {
        atWork--;
        SequencedSet<Mailbox> line = due.isEmpty() ? ready : due;
        if (atWork < AT_WORK && !line.isEmpty()) {
            start(line.removeFirst());
        }
    }

    private final class Mailbox {

        private final ServiceKey service;
        private final Deque<Letter> urgent = new ArrayDeque<>();
        private final Deque<Letter> urgentAgain = new ArrayDeque<>();
        private final Deque<Letter> normal = new ArrayDeque<>();
        private final Deque<Letter> later = new ArrayDeque<>();
        private final Condition arrived = lock.newCondition();
        private boolean hasThread;

        private Mailbox(ServiceKey service) {
            this.service = service;
        }

        private Deque<Letter> queue(Letter letter) {
            return switch (letter.rank()) {
                case URGENT -> urgent;
                case NORMAL -> normal;
                case LATER -> later;
            };
        }

        private void work() {
            @Nullable Letter letter = take();
            while (letter != null) {
                long wait = tried(letter);
                if (wait > 0) {
                    putBack(letter, wait);
                }
                letter = take();
            }
        }

        /** What a letter throws must stop neither it nor those behind it. */
        private long tried(Letter letter) {
            try {
                return letter.workMillis();
            } catch (Throwable e) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
                return AFTER_BUG_MILLIS;
            }
        }

        /** The next letter; none when there is none, or when it is others' turn. */
        private @Nullable Letter take() {
            lock.lock();
            try {
                if (closed) {
                    return null;
                }
                if (!urgent.isEmpty()) {
                    return urgent.removeFirst();
                }
                if (!urgentAgain.isEmpty()) {
                    return urgentAgain.removeFirst();
                }
                Deque<Letter> next = normal.isEmpty() ? later : normal;
                if (next.isEmpty()) {
                    open.remove(service);
                } else if (atWork <= AT_WORK) {
                    return next.removeFirst();
                } else {
                    line(this).add(this);
                }
                hasThread = false;
                leave();
                return null;
            } finally {
                lock.unlock();
            }
        }

        /**
         * Puts the letter back and waits, which is not work, unless one comes that overtakes it.
         * One that is not urgent keeps its place in front; urgent ones take turns, so that none of
         * them blocks another.
         */
        private void putBack(Letter letter, long millis) {
            lock.lock();
            try {
                Rank rank = letter.rank();
                if (rank == Rank.URGENT) {
                    urgentAgain.addLast(letter);
                } else {
                    queue(letter).addFirst(letter);
                }
                leave();
                long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
                while (nanos > 0 && !closed && !overtaken(rank)) {
                    nanos = arrived.awaitNanos(nanos);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                atWork++;
                lock.unlock();
            }
        }

        private boolean overtaken(Rank rank) {
            return !urgent.isEmpty() || (rank == Rank.LATER && !normal.isEmpty());
        }
    }
}
