package dev.tidegate.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.controller.Letter.Rank;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What overtakes whom. */
class UrgentLettersTest extends MailboxScene {

    @Test
    void urgentLettersAreWorkedOnAFewAtATimeAndNothingElseBeginsMeanwhile() {
        // Given more services with something urgent than may be worked on
        urgentBehindTheGate("incident", 2 * ConcurrencyLimit.MOST);
        await().until(() -> begun.size() == ConcurrencyLimit.MOST / 2);
        // When another service has something else to do
        mailboxes.post(service("waiting"), quick("waiting"));
        urgentBehindTheGate("other", 1);
        // Then it waits for all that is urgent to have begun
        assertThat(done).isEmpty();
        gate.countDown();
        await().until(() -> done.size() == 2 * ConcurrencyLimit.MOST + 2);
        assertThat(begun).hasSize(2 * ConcurrencyLimit.MOST + 1);
        // and the other namespace did not wait for the whole of the first one
        assertThat(begun.indexOf("other-0")).isLessThan(ConcurrencyLimit.MOST);
    }

    @Test
    void urgentLettersThatFailAgainAndAgainKeepNobodyFromWorking() {
        // Given more services than there are places whose urgent letter fails for as long as the
        // gate is shut
        for (int i = 0; i < 2 * ConcurrencyLimit.MOST; i++) {
            String name = "stuck-" + i;
            mailboxes.post(
                    service(name),
                    new Note(
                            Rank.URGENT,
                            false,
                            () -> {
                                begun.add(name);
                                return gate.getCount() == 0 ? 0 : 1;
                            }));
        }
        await().until(() -> begun.size() > 4 * ConcurrencyLimit.MOST);
        // When another service has something to do, and somebody waits for calm
        mailboxes.post(service("other"), quick("other"));
        mailboxes.post(service("fresh"), quick("alert"));
        outboxes.post(service("told"), quick("told"));
        // Then all of it is done
        await().until(() -> done.containsAll(List.of("other", "alert", "told")));
    }

    @Test
    void letterThatGoesAheadOvertakesItsOwnMailboxAndNobodyElse() {
        // Given all places taken, and something urgent that waits behind the gate
        allPlacesTaken();
        urgentBehindTheGate("incident", ConcurrencyLimit.MOST);
        mailboxes.post(service("waiting"), new Note(Rank.AHEAD, false, quick("ahead").work()));
        await().until(() -> begun.size() == PLACES + ConcurrencyLimit.MOST / 2);
        assertThat(done).isEmpty();
        // When there is room
        gate.countDown();
        // Then it comes before what waited in its mailbox, after all that was urgent had begun
        await().until(() -> done.size() == PLACES + ConcurrencyLimit.MOST + 2);
        assertThat(done.indexOf("ahead")).isLessThan(done.indexOf("waiting"));
        assertThat(begun).hasSize(PLACES + ConcurrencyLimit.MOST);
    }

    @Test
    void letterThatGoesAheadEndsTheWaitOfOneThatFailed() {
        mailboxes.post(
                service("reviews"),
                new Note(
                        Rank.NORMAL,
                        false,
                        () -> {
                            begun.add("deployment");
                            return done.isEmpty() ? 3_600_000 : 0;
                        }));
        await().until(() -> begun.size() == 1);
        mailboxes.post(service("reviews"), new Note(Rank.AHEAD, false, quick("ahead").work()));
        await().until(() -> done.equals(List.of("ahead")) && begun.size() == 2);
    }

    @Test
    void calmIsWhenNothingUrgentWaitsOrIsAtWork() {
        urgentBehindTheGate("incident", 1);
        await().until(() -> begun.size() == 1);
        outboxes.post(service("told"), quick("told"));
        assertThat(mailboxes.calm()).isFalse();
        gate.countDown();
        await().until(() -> done.size() == 2);
        assertThat(done).containsExactly("incident-0", "told");
    }

    @Test
    void urgentLetterOfAnotherServiceWaitsForNoPlace() {
        // Given
        allPlacesTaken();
        // When
        mailboxes.post(service("new"), quick("alert"));
        // Then
        await().until(() -> done.equals(List.of("alert")));
        gate.countDown();
        await().until(() -> done.contains("waiting"));
    }

    @Test
    void urgentLetterOfAServiceThatWaitsForAPlaceIsWorkedOnAndTheRestWaitsOn() {
        // Given
        allPlacesTaken();
        // When
        mailboxes.post(service("waiting"), quick("alert"));
        // Then
        await().until(() -> done.equals(List.of("alert")));
        // And the other letter is not forgotten
        gate.countDown();
        await().until(() -> done.contains("waiting"));
    }
}
