package dev.tidegate.core.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Consistent hash on a ring, as ketama and Envoy do: a key belongs to the next candidate clockwise.
 *
 * <p>Formula: a candidate has places at {@code xxHash64(name + "_" + i)}, as many as its weight
 * says: the lightest gets {@code ⌈share · minimum size⌉}, the others in proportion. A key is looked
 * up at its own value, and gets the owner of the first place that is not below it. A candidate with
 * less than one place's share of {@link #MAXIMUM_SIZE} may have none.
 *
 * <p>Guarantee: the same key gets the same candidate as long as the candidates stay. When one
 * leaves, its keys move, and some between the others, because they get more places to fill the
 * ring: of four equal candidates a tenth of all keys on average and up to 13 % for some names, of
 * ten 7 %, of twenty 3 %. Shares are uneven, by chance of the names: with {@code v} places each
 * their standard deviation is {@code 1/√v} of the mean. With Envoy's minimum of 1,024 half of all
 * sets of ten names have shares within 0.86 to 1.15 of it, a few reach 0.7 or 1.3. {@link
 * MaglevTable} is even.
 *
 * <p>Cost: a pick takes O(1) on average, by a table of where equal parts of the ring begin;
 * building O(r · log r) for {@code r} places, with 28 to 44 bytes a place, 16 to 20 of a large
 * ring. Immutable, hence safe for concurrent callers.
 *
 * @see <a href="https://doi.org/10.1145/258533.258660">D. Karger et al., Consistent hashing and
 *     random trees, STOC 1997</a>
 * @see <a
 *     href="https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/load_balancing/load_balancers#ring-hash">
 *     Envoy, ring hash</a>
 */
public final class HashRing implements Selector {

    /** Envoy's default for the least number of places on the ring. */
    public static final int MINIMUM_SIZE = 1_024;

    /** The most places on the ring, as in Envoy. */
    public static final int MAXIMUM_SIZE = 1 << 23;

    /** Up to so many places the ring has parts enough for most of them to hold no place. */
    private static final int FINE_SIZE = 1 << 16;

    /** The places, as unsigned numbers in order, and the largest number there is. */
    private final long[] places;

    /** Who owns the keys up to each place; the last is the first again. */
    private final int[] owners;

    /** The first place of each of equal parts of the ring, a power of two of them. */
    private final int[] beginnings;

    /** Takes a key to its part. */
    private final int shift;

    /** A ring of Envoy's default size. */
    public HashRing(Candidates candidates) {
        this(candidates, MINIMUM_SIZE);
    }

    /**
     * A ring.
     *
     * @param minimumSize the least number of places, 1 to {@link #MAXIMUM_SIZE}
     */
    public HashRing(Candidates candidates, int minimumSize) {
        if (minimumSize < 1 || minimumSize > MAXIMUM_SIZE) {
            throw new IllegalArgumentException(
                    "minimum ring size: %d is out of range; use 1 to %d"
                            .formatted(minimumSize, MAXIMUM_SIZE));
        }
        List<Point> ring = ring(candidates, minimumSize);
        int size = ring.size();
        places = Arrays.copyOf(ring.stream().mapToLong(Point::at).toArray(), size + 1);
        owners = Arrays.copyOf(ring.stream().mapToInt(Point::owner).toArray(), size + 1);
        places[size] = -1L;
        owners[size] = owners[0];
        int bits = 32 - Integer.numberOfLeadingZeros(size) + (size <= FINE_SIZE ? 2 : 0);
        shift = Long.SIZE - bits;
        beginnings = new int[1 << bits];
        int place = 0;
        for (int part = 0; part < beginnings.length; part++) {
            while (place < size && places[place] >>> shift < part) {
                place++;
            }
            beginnings[part] = place;
        }
    }

    private static List<Point> ring(Candidates candidates, int minimumSize) {
        double total = candidates.total();
        double least =
                candidates.weights().stream().filter(w -> w > 0).reduce(Math::min).orElseThrow()
                        / total;
        double scale = Math.min(Math.ceil(least * minimumSize) / least, MAXIMUM_SIZE);
        List<Point> ring = new ArrayList<>();
        double target = 0;
        for (int i = 0; i < candidates.size(); i++) {
            String name = candidates.names().get(i);
            target += scale * (candidates.weights().get(i) / total);
            for (int n = 0; ring.size() < target; n++) {
                ring.add(new Point(XxHash64.of(name + "_" + n), i));
            }
        }
        Collections.sort(ring);
        return ring;
    }

    @Override
    public int pick(long key, RandomGenerator random) {
        int place = beginnings[(int) (key >>> shift)];
        while (Long.compareUnsigned(places[place], key) < 0) {
            place++;
        }
        return owners[place];
    }

    private record Point(long at, int owner) implements Comparable<Point> {
        @Override
        public int compareTo(Point other) {
            int order = Long.compareUnsigned(at, other.at);
            return order != 0 ? order : Integer.compare(owner, other.owner);
        }
    }
}
