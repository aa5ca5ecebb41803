package dev.tidegate.core.selection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Consistent hash by the highest score: every candidate scores every key, and no table is needed.
 *
 * <p>Formula: with {@code u = mix(key ⊕ xxHash64(name))} as a fraction between 0 and 1, a candidate
 * of weight {@code w} scores {@code w / −ln u}; the highest score wins, of equal ones the first.
 *
 * <p>Guarantee: a key has a candidate with a probability in the ratio of its weight. When weights
 * change, a key moves only to a candidate whose weight has grown against that of its own, so never
 * between two whose ratio stayed: 90/10 to 80/20 moves about 10 % of the keys and none back, with
 * two the least possible. When one leaves, only its keys move.
 *
 * <p>Cost: a pick takes O(n) mixes and, as {@code u} alone decides between candidates of one
 * weight, at most a logarithm for each distinct weight; the heaviest come first, and with {@code
 * −ln u ≥ 1 − u} most others are seen to lose without one. 12 bytes a candidate. Immutable, hence
 * safe for concurrent callers.
 *
 * @see <a href="https://doi.org/10.1007/11560333_21">C. Schindelhauer, G. Schomaker, Weighted
 *     distributed hash tables, SPAA 2005</a>
 */
public final class WeightedRendezvous implements Selector {

    /** Of 52 bits: of more, the largest number and a half would round to a {@code u} of 1. */
    private static final double UNIT = 0x1p-52;

    /** Keeps rounding from deciding that a candidate loses. */
    private static final double SURE = 1 - 0x1p-40;

    private final int[] indices;
    private final long[] seeds;

    /** Where the candidates of each weight end, and that weight. */
    private final int[] ends;

    private final double[] weights;

    public WeightedRendezvous(Candidates candidates) {
        Map<Long, int[]> byWeight = new TreeMap<>(Comparator.reverseOrder());
        for (int i : candidates.positive()) {
            byWeight.merge(candidates.weights().get(i), new int[] {i}, WeightedRendezvous::joined);
        }
        indices = byWeight.values().stream().flatMapToInt(Arrays::stream).toArray();
        seeds =
                Arrays.stream(indices)
                        .mapToLong(i -> XxHash64.of(candidates.names().get(i)))
                        .toArray();
        weights = byWeight.keySet().stream().mapToDouble(Long::doubleValue).toArray();
        ends = byWeight.values().stream().mapToInt(members -> members.length).toArray();
        Arrays.parallelPrefix(ends, Integer::sum);
    }

    private static int[] joined(int[] head, int[] tail) {
        int[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    @Override
    public int pick(long key, RandomGenerator random) {
        int best = -1;
        double highest = -1;
        int at = 0;
        for (int group = 0; group < ends.length; group++) {
            int winner = at;
            long most = -1;
            for (; at < ends[group]; at++) {
                long draw = XxHash64.mix(key ^ seeds[at]) >>> 12;
                if (draw > most) {
                    most = draw;
                    winner = at;
                }
            }
            if (ends.length == 1) {
                return indices[winner];
            }
            double u = (most + 0.5) * UNIT;
            if (weights[group] < highest * (1 - u) * SURE) {
                continue;
            }
            double score = weights[group] / -Math.log(u);
            if (score > highest || (score == highest && indices[winner] < best)) {
                highest = score;
                best = indices[winner];
            }
        }
        return best;
    }
}
