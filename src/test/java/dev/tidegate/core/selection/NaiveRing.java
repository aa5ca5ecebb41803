package dev.tidegate.core.selection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Envoy's ring as its source builds it, with running sums of places there are and should be, and
 * searched from end to end: the owner of the place at the least distance clockwise.
 *
 * @see <a
 *     href="https://github.com/envoyproxy/envoy/blob/main/source/extensions/load_balancing_policies/ring_hash/ring_hash_lb.cc">
 *     Envoy, RingHashLoadBalancer::Ring</a>
 */
final class NaiveRing implements Selector {

    private final List<Long> places = new ArrayList<>();
    private final List<Integer> owners = new ArrayList<>();

    NaiveRing(Candidates candidates, int minimumSize) {
        double total = candidates.total();
        List<Double> shares = candidates.weights().stream().map(w -> w / total).toList();
        double least = Collections.min(shares.stream().filter(share -> share > 0).toList());
        double scale = Math.min(Math.ceil(least * minimumSize) / least, HashRing.MAXIMUM_SIZE);
        double current = 0;
        double target = 0;
        for (int owner = 0; owner < shares.size(); owner++) {
            target += scale * shares.get(owner);
            for (int i = 0; current < target; i++) {
                places.add(XxHash64.of(candidates.names().get(owner) + "_" + i));
                owners.add(owner);
                current++;
            }
        }
    }

    List<Long> places() {
        return places;
    }

    @Override
    public int pick(long key, RandomGenerator random) {
        int best = 0;
        for (int i = 1; i < places.size(); i++) {
            if (Long.compareUnsigned(places.get(i) - key, places.get(best) - key) < 0) {
                best = i;
            }
        }
        return owners.get(best);
    }
}
