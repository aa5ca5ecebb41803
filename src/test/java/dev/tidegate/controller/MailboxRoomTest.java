package dev.tidegate.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.Letter.Rank;
import dev.tidegate.controller.MailboxScene.Note;

import org.junit.jupiter.api.Test;

class MailboxRoomTest {

    private final Mailboxes<String> mailboxes = new Mailboxes<>(_ -> "group");
    private final InFlight places = new InFlight(8, () -> 0);

    private static Note note(Rank rank) {
        return new Note(rank, false, () -> 0);
    }

    @Test
    void mailboxIsFullWithTheLastLetterThatItHasRoomFor() {
        for (int i = 1; i < Mailboxes.CAPACITY; i++) {
            mailboxes.add("a", note(Rank.NORMAL));
        }
        assertThat(mailboxes.full("a")).isFalse();
        mailboxes.add("a", note(Rank.NORMAL));
        assertThat(mailboxes.full("a")).isTrue();
        assertThat(mailboxes.full("b")).isFalse();
    }

    @Test
    void restThatAnotherLetterEndedIsNotEndedOnceMore() {
        // Given a letter that rests, is overtaken, and rests again
        mailboxes.add("a", note(Rank.NORMAL));
        var first = mailboxes.take(places).orElseThrow();
        mailboxes.rest(first);
        mailboxes.add("a", note(Rank.URGENT));
        mailboxes.done(mailboxes.take(places).orElseThrow());
        var second = mailboxes.take(places).orElseThrow();
        mailboxes.rest(second);
        // When its first rest is over, then the second one is not
        mailboxes.wake(first);
        assertThat(mailboxes.take(places)).isEmpty();
        mailboxes.wake(second);
        assertThat(mailboxes.take(places)).isPresent();
    }
}
