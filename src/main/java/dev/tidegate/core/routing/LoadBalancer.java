package dev.tidegate.core.routing;

import dev.tidegate.core.selection.Candidates;
import dev.tidegate.core.selection.CyclePosition;
import dev.tidegate.core.selection.EarliestDeadlineFirst;
import dev.tidegate.core.selection.HashRing;
import dev.tidegate.core.selection.MaglevTable;
import dev.tidegate.core.selection.Selector;
import dev.tidegate.core.selection.SelectorFactory;
import dev.tidegate.core.selection.Strategy;
import dev.tidegate.core.selection.WeightedRandom;

import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * How a proxy picks an endpoint of a version: what a DestinationRule calls {@code loadBalancer}.
 * The selectors that it makes do the same in the sandbox and the simulator, but for two things: a
 * warm-up is left out, and passing through draws, since no caller there asks for an address.
 *
 * <p>Weights of endpoints count as in Envoy: a round robin gives turns by the earliest deadline
 * first, least request and the hashes prefer by weight, and a draw is even between all that have
 * any.
 *
 * @see <a href="https://istio.io/latest/docs/reference/config/networking/destination-rule/">Istio's
 *     reference; the limits are those of its validation and of Envoy</a>
 */
public sealed interface LoadBalancer extends SelectorFactory {

    /**
     * A strategy without a key.
     *
     * @param warmup the start of a new endpoint; only with least request and round robin
     */
    record Simple(SimpleStrategy strategy, Optional<Warmup> warmup) implements LoadBalancer {
        public Simple {
            if (warmup.isPresent()
                    && strategy != SimpleStrategy.LEAST_REQUEST
                    && strategy != SimpleStrategy.ROUND_ROBIN) {
                throw new IllegalArgumentException(
                        "loadBalancer.warmup: Istio warms up leastRequest and roundRobin only;"
                                + " leave it out");
            }
        }

        @Override
        public Selector over(Candidates candidates, CyclePosition turns, IntUnaryOperator active) {
            return switch (strategy) {
                case LEAST_REQUEST -> Strategy.LEAST_REQUEST.over(candidates, turns, active);
                case ROUND_ROBIN -> new EarliestDeadlineFirst(candidates, turns);
                case RANDOM, PASSTHROUGH -> new WeightedRandom(even(candidates));
            };
        }

        private static Candidates even(Candidates candidates) {
            return new Candidates(
                    candidates.names(),
                    candidates.weights().stream().map(w -> Math.min(1, w)).toList());
        }
    }

    /** The strategies without a key, by their names in Istio. */
    enum SimpleStrategy {
        LEAST_REQUEST,
        ROUND_ROBIN,
        RANDOM,
        PASSTHROUGH
    }

    /** The same key goes to the same endpoint, as long as the endpoints are the same. */
    record ConsistentHash(HashKey key, HashTable table) implements LoadBalancer {
        @Override
        public Selector over(Candidates candidates, CyclePosition turns, IntUnaryOperator active) {
            return switch (table) {
                case HashTable.RingHash(var size) ->
                        new HashRing(candidates, (int) size.orElse(HashRing.MINIMUM_SIZE));
                case HashTable.Maglev(long size) -> new MaglevTable(candidates, (int) size);
            };
        }
    }
}
