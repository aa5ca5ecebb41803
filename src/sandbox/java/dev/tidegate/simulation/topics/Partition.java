package dev.tidegate.simulation.topics;

import dev.tidegate.core.event.Place;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.simulation.kernel.Kernel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A partition: its records, where its group would begin again, and who reads it now. */
final class Partition {

    private static final int COMMIT_MILLIS = 400;

    private final Kernel kernel;
    private final String name;
    private final List<RolloutEvent> records = new ArrayList<>();
    private int committed;
    private @Nullable Session session;

    Partition(Kernel kernel, String name) {
        this.kernel = kernel;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Whether every record is done and committed. */
    boolean drained() {
        return committed == records.size();
    }

    boolean isReadBy(Member member) {
        return session != null && session.member().equals(member);
    }

    boolean isRead() {
        return session != null && session.member().life().alive();
    }

    void append(RolloutEvent event) {
        Instant now = kernel.now().truncatedTo(ChronoUnit.MILLIS);
        records.add(
                switch (event) {
                    case DeployStarted deploy ->
                            deploy.writtenBy(now).at(Optional.of(new Place(name, records.size())));
                    case AlertFired fired -> fired.writtenAt(now);
                    default -> event;
                });
        if (session != null) {
            session.wake();
        }
    }

    /**
     * Another member reads it from where it is committed. The one before hears of that later: until
     * then both do.
     */
    void giveTo(Member member, Duration heard) {
        Session before = session;
        if (before != null) {
            kernel.later(heard, before::end);
        }
        session = new Session(kernel, this, member, committed);
        session.wake();
    }

    int end() {
        return records.size();
    }

    RolloutEvent record(int offset) {
        return records.get(offset);
    }

    /** The commit of a session comes after a while, if its process lives so long. */
    void commit(Session from, int offset) {
        kernel.later(
                Duration.ofMillis(kernel.choices().next(COMMIT_MILLIS)),
                () -> {
                    if (from == session && from.member().life().alive()) {
                        committed = Math.max(committed, offset);
                    }
                });
    }
}
