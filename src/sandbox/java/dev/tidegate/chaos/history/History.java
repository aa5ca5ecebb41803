package dev.tidegate.chaos.history;

import dev.tidegate.simulation.scene.SimService;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of a run.
 *
 * @param start when it began
 */
public record History(Instant start, List<Entry> entries) {

    public History {
        entries = List.copyOf(entries);
    }

    /** The entries of one kind, in the order in which they became known. */
    public <T extends Entry> List<T> all(Class<T> kind) {
        return each(kind).toList();
    }

    private <T extends Entry> Stream<T> each(Class<T> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast);
    }

    public List<SimService> services() {
        return each(Entry.Served.class).map(Entry.Served::service).toList();
    }

    /**
     * The writes in the order in which the API server took them. Two that were answered at the same
     * time may have become known the other way round: no time goes back in it.
     */
    public List<Entry.Written> written() {
        List<Entry.Written> all = new ArrayList<>();
        long last = 0;
        for (Entry.Written each :
                each(Entry.Written.class)
                        .sorted(Comparator.comparingLong(Entry.Written::version))
                        .toList()) {
            last = Math.max(last, each.micros());
            all.add(each.at(last));
        }
        return all;
    }

    /** The events and the rubbish, by the time at which the broker had them. */
    public List<Entry.Sent> sent() {
        return each(Entry.Sent.class).sorted(Comparator.comparingLong(Entry.Sent::micros)).toList();
    }

    /** Whether a record is committed by the product's group. */
    public boolean committed(Entry.Sent sent) {
        return each(Entry.Consumed.class).anyMatch(consumed -> consumed.covers(sent));
    }
}
