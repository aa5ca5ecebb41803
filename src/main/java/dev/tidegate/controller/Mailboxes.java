package dev.tidegate.controller;

import dev.tidegate.controller.Letters.Next;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says whose letter is next. There is one mailbox for each key: its letters are taken one after the
 * other, while keys go side by side. An urgent letter overtakes whatever waits, and whatever rests
 * before its next try: other urgent letters, too. While a mailbox whose next letter is urgent waits
 * for a place, no other is taken from. An urgent letter that was tried before comes after those
 * that were not, and keeps nobody else from being taken: it may never be done. Of the others those
 * whose next letter is due go first. Groups of keys take turns. A mailbox without letters takes no
 * memory. Not safe for use by several threads.
 *
 * @param <K> what has a mailbox
 */
final class Mailboxes<K> {

    /** How many letters may wait before {@link #full} says so. */
    static final int CAPACITY = 256;

    private final Map<K, Mailbox> open = new HashMap<>();
    private final FairQueue<Mailbox> urgent = new FairQueue<>();
    private final FairQueue<Mailbox> again = new FairQueue<>();
    private final FairQueue<Mailbox> due = new FairQueue<>();
    private final FairQueue<Mailbox> ready = new FairQueue<>();
    private final Function<K, String> group;

    /**
     * No mailbox yet.
     *
     * @param group which keys belong together; groups take turns
     */
    Mailboxes(Function<K, String> group) {
        this.group = group;
    }

    /** Puts a letter in. */
    void add(K key, Letter letter) {
        Mailbox mailbox = open.computeIfAbsent(key, k -> new Mailbox(k, group.apply(k)));
        mailbox.letters.add(letter);
        if (mailbox.resting != null && mailbox.letters.overtake(mailbox.resting.letter.rank())) {
            mailbox.resting = null;
            mailbox.taken = false;
        }
        if (!mailbox.taken) {
            stand(mailbox);
        }
    }

    /** Whether a letter that equals this one waits. */
    boolean holds(K key, Letter letter) {
        Mailbox mailbox = open.get(key);
        return mailbox != null && mailbox.letters.contains(letter);
    }

    /** Whether so many letters wait for this key that senders should come again later. */
    boolean full(K key) {
        Mailbox mailbox = open.get(key);
        return mailbox != null && mailbox.letters.normal() >= CAPACITY;
    }

    /** Whether an urgent letter that was not tried yet waits for a place. */
    boolean urgentWaits() {
        return !urgent.isEmpty();
    }

    /** The letter whose turn it is, if there is a place for it. */
    Optional<TakenLetter> take(InFlight places) {
        if (!urgent.isEmpty()) {
            return places.admits(Next.URGENT) ? Optional.of(taken(urgent)) : Optional.empty();
        }
        if (!again.isEmpty() && places.admits(Next.AGAIN)) {
            return Optional.of(taken(again));
        }
        FairQueue<Mailbox> line = due.isEmpty() ? ready : due;
        return !line.isEmpty() && places.admits(Next.READY)
                ? Optional.of(taken(line))
                : Optional.empty();
    }

    /** The letter is done: the next one of its mailbox may be taken. */
    void done(TakenLetter taken) {
        taken.mailbox.taken = false;
        stand(taken.mailbox);
    }

    /** The letter is to be taken again after {@link #wake}, or after one that overtakes it. */
    void rest(TakenLetter taken) {
        Mailbox mailbox = taken.mailbox;
        mailbox.letters.putBack(taken.letter);
        if (mailbox.letters.overtake(taken.letter.rank())) {
            done(taken);
        } else {
            mailbox.resting = taken;
        }
    }

    /** Ends the rest of a letter, if it still rests since it was taken then. */
    void wake(TakenLetter taken) {
        Mailbox mailbox = taken.mailbox;
        if (mailbox.resting != null && mailbox.resting == taken) {
            mailbox.resting = null;
            done(taken);
        }
    }

    private TakenLetter taken(FairQueue<Mailbox> line) {
        Mailbox mailbox = line.removeFirst();
        Next next = mailbox.letters.next();
        mailbox.taken = true;
        return new TakenLetter(mailbox, mailbox.letters.remove(), next);
    }

    /** Nothing of the mailbox is at work or rests: it stands in line, unless it is empty. */
    private void stand(Mailbox mailbox) {
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
    }

    /** A letter that is worked on, or was. */
    final class TakenLetter {

        private final Mailbox mailbox;
        private final Letter letter;
        private final Next line;

        private TakenLetter(Mailbox mailbox, Letter letter, Next line) {
            this.mailbox = mailbox;
            this.letter = letter;
            this.line = line;
        }

        Letter letter() {
            return letter;
        }

        /** The line that its mailbox stood in. */
        Next line() {
            return line;
        }
    }

    /** The letters of one key. */
    private final class Mailbox {

        private final K key;
        private final String group;
        private final Letters letters = new Letters();

        /** Whether a letter is worked on, or rests. */
        private boolean taken;

        private @Nullable TakenLetter resting;

        private Mailbox(K key, String group) {
            this.key = key;
            this.group = group;
        }
    }
}
