package dev.tidegate.core.routing;

import dev.tidegate.core.selection.HashRing;
import dev.tidegate.core.selection.MaglevTable;

import java.math.BigInteger;
import java.util.OptionalLong;

/** How a hash finds its endpoint. */
public sealed interface HashTable {

    /**
     * A ring as in ketama.
     *
     * @param minimumSize points on the ring, at most 8,388,608; Istio's 1,024 when absent
     */
    record RingHash(OptionalLong minimumSize) implements HashTable {
        /** The largest ring that Envoy takes. */
        public static final long MAX_SIZE = HashRing.MAXIMUM_SIZE;

        public RingHash {
            long size = minimumSize.orElse(1);
            if (size < 1 || size > MAX_SIZE) {
                throw new IllegalArgumentException(
                        "loadBalancer.consistentHash.ringHash.minimumRingSize: %d is out of range; use 1 to %d"
                                .formatted(size, MAX_SIZE));
            }
        }
    }

    /**
     * Maglev's lookup table (Eisenbud et al., NSDI 2016).
     *
     * @param tableSize a prime below 5,000,011
     */
    record Maglev(long tableSize) implements HashTable {
        /** Istio's size when none is written. */
        public static final long DEFAULT_SIZE = MaglevTable.DEFAULT_SIZE;

        /** Istio takes less than this. */
        public static final long SIZE_LIMIT = MaglevTable.MAXIMUM_SIZE;

        public Maglev {
            if (tableSize < 2
                    || tableSize >= SIZE_LIMIT
                    || !BigInteger.valueOf(tableSize).isProbablePrime(50)) {
                throw new IllegalArgumentException(
                        "loadBalancer.consistentHash.maglev.tableSize: %d is no table size; use a prime below %d, such as %d"
                                .formatted(tableSize, SIZE_LIMIT, DEFAULT_SIZE));
            }
        }
    }
}
