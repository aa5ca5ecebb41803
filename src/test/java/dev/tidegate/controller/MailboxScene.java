package dev.tidegate.controller;

import static org.awaitility.Awaitility.await;

import dev.tidegate.controller.Letter.Rank;
import dev.tidegate.core.event.ServiceKey;

import org.junit.jupiter.api.AfterEach;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/** Mailboxes, a gate to hold letters at work, and what was begun and done. */
abstract class MailboxScene {

    static final int PLACES = 64;

    final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    final Timers timers = new ScheduledTimers("retries");
    final Workers<ServiceKey> mailboxes =
            new Workers<>(
                    threads, timers, ServiceKey::namespace, new InFlight(PLACES, System::nanoTime));

    /** Workers that begin nothing before the others are calm. */
    final Workers<ServiceKey> outboxes =
            new Workers<ServiceKey>(
                            threads,
                            timers,
                            ServiceKey::namespace,
                            new InFlight(PLACES, System::nanoTime))
                    .behind(mailboxes);

    final CountDownLatch gate = new CountDownLatch(1);
    final List<String> begun = new CopyOnWriteArrayList<>();
    final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        gate.countDown();
        threads.close();
    }

    static ServiceKey service(String name) {
        return new ServiceKey("bookinfo", name);
    }

    /** What to do with a letter, and what goes before what. */
    record Note(Rank rank, boolean due, LongSupplier work) implements Letter {
        @Override
        public long workMillis() {
            return work.getAsLong();
        }
    }

    Note behindTheGate(String name) {
        return behind(gate, name);
    }

    Note behind(CountDownLatch latch, String name) {
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

    Note quick(String name) {
        return new Note(
                name.equals("alert") ? Rank.URGENT : Rank.NORMAL,
                name.equals("step"),
                () -> {
                    done.add(name);
                    return 0;
                });
    }

    /** As many services at work as there may be, and one more that waits. */
    void allPlacesTaken() {
        taken(PLACES);
    }

    void taken(int places) {
        for (int i = 0; i < places; i++) {
            mailboxes.post(service("busy-" + i), behindTheGate("busy-" + i));
        }
        mailboxes.post(service("waiting"), quick("waiting"));
        await().until(() -> begun.size() == PLACES);
    }

    /** Urgent letters of so many services of the namespace, all behind the gate. */
    void urgentBehindTheGate(String namespace, int services) {
        for (int i = 0; i < services; i++) {
            String name = namespace + "-" + i;
            mailboxes.post(
                    new ServiceKey(namespace, name),
                    new Note(Rank.URGENT, false, behindTheGate(name).work()));
        }
    }
}
