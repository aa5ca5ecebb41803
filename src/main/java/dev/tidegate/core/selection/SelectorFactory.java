package dev.tidegate.core.selection;

import java.util.function.IntUnaryOperator;

/** Makes selectors: the same algorithm with the same settings for each set of candidates. */
@FunctionalInterface
public interface SelectorFactory {

    /**
     * A new selector.
     *
     * @param turns where a round robin goes on; others do not look at them
     * @param active the number of a candidate's active requests, by its index; only least request
     *     looks at it
     */
    Selector over(Candidates candidates, CyclePosition turns, IntUnaryOperator active);
}
