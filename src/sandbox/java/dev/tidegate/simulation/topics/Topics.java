package dev.tidegate.simulation.topics;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.kernel.Kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All partitions: one of each topic for each namespace, shared by its services. */
public final class Topics {

    /** A member that is gone is missed after so long. */
    private static final Duration SESSION = Duration.ofSeconds(6);

    private static final int HEARD_MILLIS = 8_000;

    private final Kernel kernel;
    private final Map<String, Partition> partitions = new TreeMap<>();
    private final List<Member> members = new ArrayList<>();
    private final Map<Topic, List<RolloutEvent>> written = new EnumMap<>(Topic.class);

    public Topics(Kernel kernel) {
        this.kernel = kernel;
    }

    /** A record is written. */
    public void append(Topic topic, RolloutEvent event) {
        written.computeIfAbsent(topic, _ -> new ArrayList<>()).add(event);
        Partition partition =
                partitions.computeIfAbsent(
                        topic + "-" + event.service().namespace(),
                        name -> {
                            Partition made = new Partition(kernel, name);
                            assign(made);
                            return made;
                        });
        partition.append(event);
    }

    /**
     * A record that was written.
     *
     * @param back how many were written after it, counted round
     */
    public Optional<RolloutEvent> written(Topic topic, int back) {
        List<RolloutEvent> all = written.getOrDefault(topic, List.of());
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.get(all.size() - 1 - back % all.size()));
    }

    /** A member joins: some partitions are given to it. */
    public void join(Member member) {
        members.add(member);
        balance();
    }

    /** A member has crashed: after a while others get its partitions. */
    public void leave(Member member) {
        members.remove(member);
        kernel.later(SESSION, this::adopt);
    }

    /** Each partition is given to somebody, perhaps somebody else than before. */
    public void balance() {
        partitions.values().forEach(this::assign);
    }

    private void adopt() {
        partitions.values().stream().filter(p -> !p.isRead()).forEach(this::assign);
    }

    private void assign(Partition partition) {
        if (!members.isEmpty()) {
            Choices choices = kernel.choices();
            Member next = members.get(choices.next(members.size()));
            if (!partition.isReadBy(next)) {
                partition.giveTo(
                        next,
                        choices.oneIn(2)
                                ? Duration.ZERO
                                : Duration.ofMillis(choices.next(HEARD_MILLIS)));
            }
        }
    }

    /** Which partitions have records that are not done and committed. */
    public List<String> undrained() {
        return partitions.values().stream()
                .filter(partition -> !partition.drained())
                .map(Partition::name)
                .toList();
    }
}
