package dev.tidegate.core.selection;

import dev.tidegate.core.distribution.Apportionment;
import dev.tidegate.core.distribution.Weight;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Sticky division of keys by thresholds: every key falls into one of 10,000 buckets, and every
 * bucket belongs to one candidate. For canaries: a user once moved to the canary stays there while
 * its weight grows.
 *
 * <p>Formula: {@code bucket = ⌊mix(key ⊕ salt) · 10,000 / 2⁶⁴⌋}; the buckets are apportioned to the
 * weights by largest remainder, which for weights in hundredths of a percent is exact. At the
 * beginning the last candidate has the lowest buckets and the first one the highest: list the
 * stable version first. {@link #next} keeps the owners and moves only what must move.
 *
 * <p>Guarantee: from one set of weights to the next exactly {@code Σ max(0, before − after)} of the
 * buckets change their owner, the least possible; only those of a candidate that shrinks, to one
 * that grows. With two candidates that stay in their order the owners depend on the weights alone;
 * with more, or in another order, also on the way there.
 *
 * <p>Cost: a pick takes constant time, building O(10,000 + n), with 40 KB. Immutable, hence safe
 * for concurrent callers. A different salt for each release makes different users the first.
 */
public final class ThresholdBuckets implements Selector {

    private static final int BUCKETS = Weight.WHOLE;
    private static final int FREE = -1;

    private final List<String> names;
    private final int[] owners;
    private final long salt;

    /** The buckets of a beginning. */
    public ThresholdBuckets(Candidates candidates, long salt) {
        this(candidates, salt, free());
    }

    private ThresholdBuckets(Candidates candidates, long salt, int[] owners) {
        this.names = candidates.names();
        this.salt = salt;
        this.owners = owners;
        long[] missing = new long[names.size()];
        List<Long> due = Apportionment.divide(BUCKETS, candidates.weights());
        Arrays.setAll(missing, due::get);
        for (int owner : owners) {
            if (owner != FREE) {
                missing[owner]--;
            }
        }
        giveUp(missing);
        take(missing);
    }

    /** The buckets after a change: candidates are the same when their names are. */
    public ThresholdBuckets next(Candidates candidates) {
        int[] kept = new int[BUCKETS];
        Map<String, Integer> places = new HashMap<>();
        candidates.names().forEach(name -> places.put(name, places.size()));
        int[] place = names.stream().mapToInt(name -> places.getOrDefault(name, FREE)).toArray();
        Arrays.setAll(kept, bucket -> place[owners[bucket]]);
        return new ThresholdBuckets(candidates, salt, kept);
    }

    @Override
    public Selector next(Candidates candidates, Supplier<Selector> fresh) {
        return next(candidates);
    }

    private static int[] free() {
        int[] owners = new int[BUCKETS];
        Arrays.fill(owners, FREE);
        return owners;
    }

    /** The first candidate gives up its lowest buckets, the others their highest. */
    private void giveUp(long[] missing) {
        for (int bucket = BUCKETS - 1; bucket >= 0; bucket--) {
            if (owners[bucket] > 0) {
                giveUp(bucket, missing);
            }
        }
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (owners[bucket] == 0) {
                giveUp(bucket, missing);
            }
        }
    }

    private void giveUp(int bucket, long[] missing) {
        int owner = owners[bucket];
        if (missing[owner] < 0) {
            missing[owner]++;
            owners[bucket] = FREE;
        }
    }

    /** Free buckets, the lowest first, go to the last candidate that misses any. */
    private void take(long[] missing) {
        int taker = missing.length - 1;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (owners[bucket] == FREE) {
                while (missing[taker] == 0) {
                    taker--;
                }
                owners[bucket] = taker;
                missing[taker]--;
            }
        }
    }

    @Override
    public int pick(long key, RandomGenerator random) {
        return owners[(int) Math.unsignedMultiplyHigh(XxHash64.mix(key ^ salt), BUCKETS)];
    }
}
