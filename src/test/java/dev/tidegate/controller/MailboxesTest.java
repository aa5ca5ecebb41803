package dev.tidegate.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.controller.Letter.Rank;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CountDownLatch;

class MailboxesTest extends MailboxScene {

    @Test
    void oneServiceMoreThanThereArePlacesWaitsForOne() {
        // Given
        allPlacesTaken();
        assertThat(done).isEmpty();
        // When
        gate.countDown();
        // Then
        await().until(() -> done.contains("waiting") && done.size() == PLACES + 1);
    }

    @Test
    void servicesWithADueLetterGoFirstAndEachKeepsItsOwnOrder() {
        // Given
        CountDownLatch onePlace = new CountDownLatch(1);
        mailboxes.post(service("first"), behind(onePlace, "first"));
        taken(PLACES - 1);
        mailboxes.post(service("deployed"), quick("deployment"));
        mailboxes.post(service("deployed"), quick("step"));
        mailboxes.post(service("stepping"), quick("step"));
        // When one place becomes free, they take it in turn
        onePlace.countDown();
        await().until(() -> done.size() == 5);
        // Then
        assertThat(done).containsExactly("first", "step", "waiting", "deployment", "step");
    }

    @Test
    void letterThatWaitsForItsNextTryTakesNoPlace() {
        // Given as many services in retry as there are places
        for (int i = 0; i < PLACES; i++) {
            String name = "retried-" + i;
            mailboxes.post(
                    service(name),
                    new Note(
                            Rank.NORMAL,
                            false,
                            () -> {
                                begun.add(name);
                                return gate.getCount() == 0 ? 0 : 60_000;
                            }));
        }
        await().until(() -> begun.size() == PLACES);
        // When
        mailboxes.post(service("other"), quick("other"));
        // Then
        await().until(() -> done.equals(List.of("other")));
        // And an urgent letter ends the wait of its service
        gate.countDown();
        for (int i = 0; i < PLACES; i++) {
            mailboxes.post(service("retried-" + i), quick("alert"));
        }
        await().until(() -> begun.size() == 2 * PLACES);
    }

    @Test
    void lettersOfAServiceAreWorkedOnInTheirOrder() {
        // When
        for (int i = 0; i < 100; i++) {
            mailboxes.post(service("reviews"), quick(String.valueOf(i)));
        }
        // Then
        await().until(() -> done.size() == 100);
        assertThat(done.stream().map(Integer::valueOf)).isSorted();
    }

    @Test
    void letterThatCanWaitIsOvertakenWhileItWaitsForItsNextTry() {
        // Given a letter that can wait, and that fails for as long as it is alone
        mailboxes.post(
                service("reviews"),
                new Note(
                        Rank.LATER,
                        false,
                        () -> {
                            begun.add("nudge");
                            return done.isEmpty() ? 60_000 : 0;
                        }));
        await().until(() -> begun.size() == 1);
        // When another one comes, then that one is worked on, and the first is not forgotten
        mailboxes.post(service("reviews"), quick("deployment"));
        await().until(() -> done.contains("deployment") && begun.size() == 2);
    }

    @Test
    void closedOnesBeginNoLetterAndLeaveNoThreadBehind() {
        // Given a letter that is to be tried again in an hour, and one at work with one behind it
        Note again =
                new Note(
                        Rank.NORMAL,
                        false,
                        () -> {
                            begun.add("again");
                            return 3_600_000;
                        });
        mailboxes.post(service("waits"), again);
        mailboxes.post(service("works"), behindTheGate("at work"));
        mailboxes.post(service("works"), quick("behind"));
        await().until(() -> begun.containsAll(List.of("again", "at work")));
        // When
        mailboxes.close();
        mailboxes.post(service("late"), quick("late"));
        gate.countDown();
        // Then all threads end, and only what was at work was done
        threads.close();
        assertThat(done).containsExactly("at work");
        assertThat(begun).containsOnlyOnce("again");
    }
}
