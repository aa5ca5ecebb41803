package dev.tidegate.controller;

import dev.tidegate.core.event.ServiceKey;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One mailbox for each service: its letters are worked on one after the other, while services run
 * side by side. An urgent letter overtakes whatever waits, and whatever is being retried: other
 * urgent letters, too. A mailbox without letters takes no memory.
 */
final class Mailboxes {

    /** How many letters may wait before {@link #full} says so. */
    static final int CAPACITY = 256;

    private static final long AFTER_BUG_MILLIS = 1_000;

    private final Map<ServiceKey, Mailbox> open = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Executor executor;

    Mailboxes(Executor executor) {
        this.executor = executor;
    }

    /** Something to do for a service. */
    interface Letter {

        /** Whether it overtakes what waits; it may cease to be urgent while it is worked on. */
        boolean urgent();

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
            Mailbox mailbox = open.get(service);
            if (mailbox == null) {
                Mailbox started = new Mailbox(service);
                open.put(service, started);
                started.queue(letter).addLast(letter);
                executor.execute(started::work);
            } else {
                mailbox.queue(letter).addLast(letter);
                mailbox.arrived.signal();
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
            if (mailbox == null || !mailbox.normal.contains(letter)) {
                post(service, letter);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether so many letters wait for this service that its partitions should be paused. */
    boolean full(ServiceKey service) {
        lock.lock();
        try {
            Mailbox mailbox = open.get(service);
            return mailbox != null && mailbox.normal.size() >= CAPACITY;
        } finally {
            lock.unlock();
        }
    }

    private final class Mailbox {

        private final ServiceKey service;
        private final Deque<Letter> urgent = new ArrayDeque<>();
        private final Deque<Letter> urgentAgain = new ArrayDeque<>();
        private final Deque<Letter> normal = new ArrayDeque<>();
        private final Condition arrived = lock.newCondition();

        private Mailbox(ServiceKey service) {
            this.service = service;
        }

        private Deque<Letter> queue(Letter letter) {
            return letter.urgent() ? urgent : normal;
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

        private @Nullable Letter take() {
            lock.lock();
            try {
                for (Deque<Letter> queue : List.of(urgent, urgentAgain, normal)) {
                    if (!queue.isEmpty()) {
                        return queue.removeFirst();
                    }
                }
                open.remove(service);
                return null;
            } finally {
                lock.unlock();
            }
        }

        /**
         * Puts the letter back and waits, unless a new urgent one comes. One that is not urgent
         * keeps its place in front; urgent ones take turns, so that none of them blocks another.
         */
        private void putBack(Letter letter, long millis) {
            lock.lock();
            try {
                if (letter.urgent()) {
                    urgentAgain.addLast(letter);
                } else {
                    normal.addFirst(letter);
                }
                long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
                while (nanos > 0 && urgent.isEmpty()) {
                    nanos = arrived.awaitNanos(nanos);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
        }
    }
}
