package dev.tidegate.controller;

import dev.tidegate.controller.Letter.Rank;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What waits in one mailbox, in the order of its turns. Not safe for use by several threads. */
final class Letters {

    private final Deque<Letter> urgent = new ArrayDeque<>();

    /** Urgent ones that were tried before: they take turns, so that none blocks another. */
    private final Deque<Letter> urgentAgain = new ArrayDeque<>();

    private final Deque<Letter> ahead = new ArrayDeque<>();
    private final Deque<Letter> normal = new ArrayDeque<>();
    private final Deque<Letter> later = new ArrayDeque<>();

    /** In which line the mailbox stands. */
    enum Next {
        URGENT,
        /** An urgent one that was tried before. */
        AGAIN,
        DUE,
        READY,
        NONE
    }

    void add(Letter letter) {
        queue(letter).addLast(letter);
    }

    /** Puts back one that is to be tried again: one that is not urgent keeps its place in front. */
    void putBack(Letter letter) {
        if (letter.rank() == Rank.URGENT) {
            urgentAgain.addLast(letter);
        } else {
            queue(letter).addFirst(letter);
        }
    }

    boolean contains(Letter letter) {
        return queue(letter).contains(letter);
    }

    /** How many of no special rank wait. */
    int normal() {
        return normal.size();
    }

    Next next() {
        if (!urgent.isEmpty()) {
            return Next.URGENT;
        }
        if (!urgentAgain.isEmpty()) {
            return Next.AGAIN;
        }
        if (!ahead.isEmpty()) {
            return Next.DUE;
        }
        @Nullable Letter first = normal.peekFirst();
        if (first != null) {
            return first.due() ? Next.DUE : Next.READY;
        }
        return later.isEmpty() ? Next.NONE : Next.READY;
    }

    Letter remove() {
        return List.of(urgent, urgentAgain, ahead, normal, later).stream()
                .filter(q -> !q.isEmpty())
                .findFirst()
                .orElseThrow()
                .removeFirst();
    }

    /** Whether one waits that overtakes another of this rank while that waits for its next try. */
    boolean overtake(Rank rank) {
        return switch (rank) {
            case URGENT, AHEAD -> !urgent.isEmpty();
            case NORMAL -> !urgent.isEmpty() || !ahead.isEmpty();
            case LATER -> !urgent.isEmpty() || !ahead.isEmpty() || !normal.isEmpty();
        };
    }

    private Deque<Letter> queue(Letter letter) {
        return switch (letter.rank()) {
            case URGENT -> urgent;
            case AHEAD -> ahead;
            case NORMAL -> normal;
            case LATER -> later;
        };
    }
}
