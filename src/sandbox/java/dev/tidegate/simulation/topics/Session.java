package dev.tidegate.simulation.topics;

import dev.tidegate.simulation.kernel.Kernel;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** One member's reading of a partition, from when it was given it. */
final class Session {

    private static final int POLL_MILLIS = 20;

    private final Kernel kernel;
    private final Partition partition;
    private final Member member;
    private final Set<Integer> done = new HashSet<>();
    private int position;
    private int finished;
    private boolean polling;
    private boolean ended;

    Session(Kernel kernel, Partition partition, Member member, int from) {
        this.kernel = kernel;
        this.partition = partition;
        this.member = member;
        this.position = from;
        this.finished = from;
    }

    Member member() {
        return member;
    }

    void end() {
        ended = true;
    }

    /** There are records to poll. */
    void wake() {
        if (!polling && !ended) {
            polling = true;
            member.life().spawn(this::poll);
        }
    }

    private void poll() {
        while (!ended && position < partition.end()) {
            kernel.sleep(Duration.ofMillis(kernel.choices().next(POLL_MILLIS)));
            int offset = position;
            if (!ended && offset < partition.end()) {
                position++;
                member.handle(partition.record(offset), () -> done(offset));
            }
        }
        polling = false;
    }

    private void done(int offset) {
        done.add(offset);
        while (done.remove(finished)) {
            finished++;
        }
        partition.commit(this, finished);
    }
}
