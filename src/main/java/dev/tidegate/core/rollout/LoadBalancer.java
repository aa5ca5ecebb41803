package dev.tidegate.core.rollout;

import java.util.Optional;

/**
 * How a proxy picks an endpoint of a version: what a DestinationRule calls {@code loadBalancer}.
 *
 * @see <a href="https://istio.io/latest/docs/reference/config/networking/destination-rule/">Istio's
 *     reference; the limits are those of its validation and of Envoy</a>
 */
public sealed interface LoadBalancer {

    /**
     * A strategy without a key.
     *
     * @param warmup the start of a new endpoint; only with least request and round robin
     */
    record Simple(Strategy strategy, Optional<Warmup> warmup) implements LoadBalancer {
        public Simple {
            if (warmup.isPresent()
                    && strategy != Strategy.LEAST_REQUEST
                    && strategy != Strategy.ROUND_ROBIN) {
                throw new IllegalArgumentException(
                        "loadBalancer.warmup: Istio warms up leastRequest and roundRobin only;"
                                + " leave it out");
            }
        }
    }

    /** The strategies that need no tuning. */
    enum Strategy {
        LEAST_REQUEST,
        ROUND_ROBIN,
        RANDOM,
        PASSTHROUGH
    }

    /** The same key goes to the same endpoint, as long as the endpoints are the same. */
    record ConsistentHash(HashKey key, HashTable table) implements LoadBalancer {}
}
