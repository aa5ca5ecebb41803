package dev.tidegate.core.selection;

import java.util.stream.LongStream;

/** The consistent hashes with their usual settings, each followed by its textbook's form. */
enum Hashes {
    RING,
    NAIVE_RING,
    MAGLEV,
    NAIVE_MAGLEV,
    RENDEZVOUS,
    NAIVE_RENDEZVOUS;

    private Selector over(Candidates candidates) {
        return switch (this) {
            case RING -> new HashRing(candidates);
            case NAIVE_RING -> new NaiveRing(candidates, 1_024);
            case MAGLEV -> new MaglevTable(candidates);
            case NAIVE_MAGLEV -> new NaiveMaglev(candidates, MaglevTable.DEFAULT_SIZE);
            case RENDEZVOUS -> new WeightedRendezvous(candidates);
            case NAIVE_RENDEZVOUS -> new NaiveRendezvous(candidates);
        };
    }

    /** How many keys to ask for: fewer where a pick searches a whole ring. */
    int keys() {
        return this == NAIVE_RING ? 10_000 : 100_000;
    }

    /** The candidate of each key. */
    int[] owners(long... weights) {
        Selector selector = over(Weigh.of(weights));
        return LongStream.range(0, keys())
                .mapToInt(user -> selector.pick(XxHash64.of("user" + user), Weigh.random(0)))
                .toArray();
    }

    /** Whether each candidate has places of its own, whose number and distances are uneven. */
    boolean ring() {
        return this == RING || this == NAIVE_RING;
    }

    boolean table() {
        return this == MAGLEV || this == NAIVE_MAGLEV;
    }
}
