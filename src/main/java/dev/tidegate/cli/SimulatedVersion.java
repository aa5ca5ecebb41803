package dev.tidegate.cli;

import dev.tidegate.core.selection.Candidates;
import dev.tidegate.core.selection.Endpoint;
import dev.tidegate.core.selection.Pool;
import dev.tidegate.core.selection.SelectorFactory;
import dev.tidegate.core.selection.XxHash64;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The endpoints of one version, with {@link #UNDER_WAY} requests for each of them under way: a new
 * request ends one of those, whichever, so durations are without memory.
 */
final class SimulatedVersion {

    /** Requests under way for each endpoint. */
    static final int UNDER_WAY = 2;

    private final int size;
    private final Pool pool;
    private final SplittableRandom random;
    private final List<Endpoint> underWay = new ArrayList<>();
    private final Map<Endpoint, Long> counts = new HashMap<>();

    SimulatedVersion(String name, int endpoints, SelectorFactory balancer, long seed) {
        size = endpoints;
        random = new SplittableRandom(seed ^ XxHash64.of(name));
        List<String> names = IntStream.range(0, size).mapToObj(i -> name + "-" + i).toList();
        pool = new Pool(balancer, new Candidates(names, Collections.nCopies(size, 1L)));
    }

    /** A request of a user, whose number stands for the key to hash. */
    void request(int user) {
        Endpoint picked = pool.begin(XxHash64.of(Integer.toString(user)), random);
        counts.merge(picked, 1L, Long::sum);
        if (underWay.size() < UNDER_WAY * size) {
            underWay.add(picked);
        } else {
            underWay.set(random.nextInt(underWay.size()), picked).end();
        }
    }

    /**
     * Requests of the busiest endpoint since the last call, over the mean of all: 1 when even, 0
     * when there were none.
     */
    double busiest() {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        double most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        counts.clear();
        return all == 0 ? 0 : most * size / all;
    }
}
