package dev.tidegate.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.controller.Letter.Rank;
import dev.tidegate.core.event.ServiceKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

class MailboxesTest {

    private static final int PLACES = 64;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Mailboxes<ServiceKey> mailboxes =
            new Mailboxes<>(threads, PLACES, ServiceKey::namespace, System::nanoTime);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        gate.countDown();
        threads.close();
    }

    private static ServiceKey service(String name) {
        return new ServiceKey("bookinfo", name);
    }

    /** What to do with a letter, and what goes before what. */
    private record Note(Rank rank, boolean due, LongSupplier work) implements Letter {
        @Override
        public long workMillis() {
            return work.getAsLong();
        }
    }

    private Note behindTheGate(String name) {
        return behind(gate, name);
    }

    private Note behind(CountDownLatch latch, String name) {
        return new Note(
                Rank.NORMAL,
                false,
                () -> {
                    begun.add(name);
                    try {
                        latch.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    done.add(name);
                    return 0;
                });
    }

    private Note quick(String name) {
        return new Note(
                name.equals("alert") ? Rank.URGENT : Rank.NORMAL,
                name.equals("step"),
                () -> {
                    done.add(name);
                    return 0;
                });
    }

    /** As many services at work as there may be, and one more that waits. */
    private void allPlacesTaken() {
        taken(PLACES);
    }

    private void taken(int places) {
        for (int i = 0; i < places; i++) {
            mailboxes.post(service("busy-" + i), behindTheGate("busy-" + i));
        }
        mailboxes.post(service("waiting"), quick("waiting"));
        await().until(() -> begun.size() == PLACES);
    }

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

    /** Urgent letters of so many services of the namespace, all behind the gate. */
    private void urgentBehindTheGate(String namespace, int services) {
        for (int i = 0; i < services; i++) {
            String name = namespace + "-" + i;
            mailboxes.post(
                    new ServiceKey(namespace, name),
                    new Note(Rank.URGENT, false, behindTheGate(name).work()));
        }
    }

    @Test
    void urgentLettersAreWorkedOnAFewAtATimeAndNothingElseBeginsMeanwhile() {
        // Given more services with something urgent than may be worked on
        urgentBehindTheGate("incident", 2 * Pace.MOST);
        await().until(() -> begun.size() == Pace.MOST / 2);
        // When another service has something else to do
        mailboxes.post(service("waiting"), quick("waiting"));
        urgentBehindTheGate("other", 1);
        // Then it waits for all that is urgent to have begun
        assertThat(done).isEmpty();
        gate.countDown();
        await().until(() -> done.size() == 2 * Pace.MOST + 2);
        assertThat(begun).hasSize(2 * Pace.MOST + 1);
        // and the other namespace did not wait for the whole of the first one
        assertThat(begun.indexOf("other-0")).isLessThanOrEqualTo(Pace.MOST / 2 + 1);
    }

    @Test
    void urgentLettersThatFailAgainAndAgainKeepNobodyFromWorking() throws InterruptedException {
        // Given more services than there are places whose urgent letter fails for as long as the
        // gate is shut
        for (int i = 0; i < 2 * Pace.MOST; i++) {
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
        await().until(() -> begun.size() > 4 * Pace.MOST);
        // When another service has something to do, and somebody waits for calm
        mailboxes.post(service("other"), quick("other"));
        mailboxes.post(service("fresh"), quick("alert"));
        mailboxes.awaitCalm();
        // Then all of it is done
        await().until(() -> done.containsAll(List.of("other", "alert")));
    }

    @Test
    void calmIsWhenNothingUrgentWaitsOrIsAtWork() throws InterruptedException {
        urgentBehindTheGate("incident", 1);
        await().until(() -> begun.size() == 1);
        Thread waiting = Thread.ofVirtual().start(mailboxes::awaitCalm);
        await().until(() -> waiting.getState() == Thread.State.WAITING);
        gate.countDown();
        waiting.join();
        assertThat(done).containsExactly("incident-0");
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
