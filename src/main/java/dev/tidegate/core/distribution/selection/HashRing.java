package dev.tidegate.core.distribution.selection;

import java.util.ArrayList;
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
 * leaves, its keys move, and up to a tenth of all keys between the others, because they get more
 * places to fill the ring. Shares are uneven: with {@code v} places each their standard deviation
 * is {@code 1/√v} of the mean, so with Envoy's minimum of 1,024 and ten candidates they are about
 * 0.7 to 1.3 of it. {@link MaglevTable} is even.
 *
 * <p>Cost: a pick takes O(1) on average, by a table of the ring's beginnings; building O(r · log r)
 * for {@code r} places, with 16 bytes a place. Immutable, hence safe for concurrent callers.
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

    /** The places, as unsigned numbers in order, with their owners. */
    private final long[] places;

    private final int[] owners;

    /** The first place of each of equal parts of the ring; a part holds one place on average. */
    private final int[] beginnings;

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
        List<Place> ring = ring(candidates, minimumSize);
        places = ring.stream().mapToLong(Place::at).toArray();
        owners = ring.stream().mapToInt(Place::owner).toArray();
        beginnings = new int[places.length];
        int place = 0;
        for (int part = 0; part < places.length; part++) {
            while (place < places.length && part(places[place]) < part) {
                place++;
            }
            beginnings[part] = place;
        }
    }

    private static List<Place> ring(Candidates candidates, int minimumSize) {
        double total = candidates.total();
        double least =
                candidates.weights().stream().filter(w -> w > 0).reduce(Math::min).orElseThrow()
                        / total;
        double scale = Math.min(Math.ceil(least * minimumSize) / least, MAXIMUM_SIZE);
        List<Place> ring = new ArrayList<>();
        double target = 0;
        for (int i = 0; i < candidates.size(); i++) {
            String name = candidates.names().get(i);
            target += scale * (candidates.weights().get(i) / total);
            for (int n = 0; ring.size() < target; n++) {
                ring.add(new Place(XxHash64.of(name + "_" + n), i));
            }
        }
        Collections.sort(ring);
        return ring;
    }

    private int part(long at) {
        return (int) Math.unsignedMultiplyHigh(at, beginnings.length);
    }

    @Override
    public int pick(long key, RandomGenerator random) {
        int place = beginnings[part(key)];
        while (place < places.length && Long.compareUnsigned(places[place], key) < 0) {
            place++;
        }
        return owners[place == places.length ? 0 : place];
    }

    private record Place(long at, int owner) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = Long.compareUnsigned(at, other.at);
            return order != 0 ? order : Integer.compare(owner, other.owner);
        }
    }
}
