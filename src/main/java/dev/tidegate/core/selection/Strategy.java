package dev.tidegate.core.selection;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * The selectors by name, with their usual settings. For others write a {@link SelectorFactory},
 * such as {@code (candidates, turns, active) -> new HashRing(candidates, 4_096)}.
 */
public enum Strategy implements SelectorFactory {
    /** {@link WeightedRandom}. */
    RANDOM("random"),

    /** {@link InterleavedRoundRobin}. */
    INTERLEAVED_ROUND_ROBIN("interleavedRoundRobin"),

    /** {@link SmoothRoundRobin}. */
    SMOOTH_ROUND_ROBIN("smoothRoundRobin"),

    /** {@link EarliestDeadlineFirst}. */
    EARLIEST_DEADLINE_FIRST("earliestDeadlineFirst"),

    /**
     * {@link PowerOfTwoChoices} when all weights but 0 are equal, otherwise {@link
     * WeightedLeastRequest} with a bias of 1, as Envoy chooses.
     */
    LEAST_REQUEST("leastRequest"),

    /** {@link HashRing}. */
    RING_HASH("ringHash"),

    /** {@link MaglevTable}. */
    MAGLEV("maglev"),

    /** {@link WeightedRendezvous}. */
    RENDEZVOUS("rendezvous"),

    /** {@link ThresholdBuckets} with a salt of 0. */
    THRESHOLD_BUCKETS("thresholdBuckets");

    private final String title;

    Strategy(String title) {
        this.title = title;
    }

    /**
     * The strategy of a name.
     *
     * @throws IllegalArgumentException naming the value and all names there are
     */
    public static Strategy of(String name) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.title.equals(name))
                .findAny()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "strategy: \"%s\" is unknown; use one of %s"
                                                .formatted(name, titles())));
    }

    private static String titles() {
        return Arrays.stream(values()).map(Strategy::title).collect(Collectors.joining(", "));
    }

    /** The name, such as {@code leastRequest}. */
    public String title() {
        return title;
    }

    @Override
    public Selector over(Candidates candidates, CyclePosition turns, IntUnaryOperator active) {
        return switch (this) {
            case RANDOM -> new WeightedRandom(candidates);
            case INTERLEAVED_ROUND_ROBIN -> new InterleavedRoundRobin(candidates, turns);
            case SMOOTH_ROUND_ROBIN -> new SmoothRoundRobin(candidates, turns);
            case EARLIEST_DEADLINE_FIRST -> new EarliestDeadlineFirst(candidates, turns);
            case LEAST_REQUEST ->
                    candidates.weights().stream().filter(w -> w > 0).distinct().count() == 1
                            ? new PowerOfTwoChoices(candidates, active)
                            : new WeightedLeastRequest(candidates, active, 1);
            case RING_HASH -> new HashRing(candidates);
            case MAGLEV -> new MaglevTable(candidates);
            case RENDEZVOUS -> new WeightedRendezvous(candidates);
            case THRESHOLD_BUCKETS -> new ThresholdBuckets(candidates, 0);
        };
    }
}
