package dev.tidegate.core.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Weights change and versions come and go while two callers have requests in flight. The callers
 * pick until the last change is over, and each change waits for picks after the one before.
 */
class ReweightingTest {

    private static final int CALLERS = 2;
    private static final int CHANGES = 100;

    /** How many picks end between two changes, at least. */
    private static final int PICKS = 500;

    /** Requests that a caller has under way at a time. */
    private static final int IN_FLIGHT = 16;

    private static final List<Candidates> SETS =
            List.of(
                    Weigh.of(5, 1, 1),
                    new Candidates(List.of("e1", "e2", "new"), List.of(3L, 4L, 2L)));

    private static final List<String> NAMES = List.of("e0", "e1", "e2", "new");

    /** How many changes were begun, and how many are done. */
    private final AtomicInteger begun = new AtomicInteger();

    private final AtomicInteger done = new AtomicInteger();

    private final AtomicInteger picks = new AtomicInteger();
    private final AtomicInteger calling = new AtomicInteger(CALLERS);

    /** The picks that no change overlapped: how many of each name, by the set that was in force. */
    private static final class Seen {
        private final long[][] counts = new long[SETS.size()][NAMES.size()];
        private final Set<Integer> changes = new HashSet<>();
        private final Set<Endpoint> endpoints = new HashSet<>();

        void add(Seen other) {
            for (int set = 0; set < counts.length; set++) {
                for (int i = 0; i < NAMES.size(); i++) {
                    counts[set][i] += other.counts[set][i];
                }
            }
            changes.addAll(other.changes);
            endpoints.addAll(other.endpoints);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsPickedAfterHeLeftAndNoRequestIsForgotten(Strategy strategy) throws Exception {
        // When two callers pick during changes
        Seen seen = play(new Pool(strategy, SETS.getFirst()));
        // Then they picked before and after each, always somebody who was there, and all are idle
        // in the end, those that left too
        assertThat(seen.changes).hasSize(CHANGES + 1);
        assertThat(seen.counts[0][NAMES.indexOf("new")]).isZero();
        assertThat(seen.counts[1][NAMES.indexOf("e0")]).isZero();
        assertThat(seen.endpoints).isNotEmpty().allMatch(endpoint -> endpoint.active() == 0);
    }

    /** Not least request, which follows the load, nor a ring, whose shares are uneven. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"LEAST_REQUEST", "RING_HASH"})
    void everyoneHasHisShareOfEachSetOfWeights(Strategy strategy) throws Exception {
        Seen seen = play(new Pool(strategy, SETS.getFirst()));
        for (int set = 0; set < SETS.size(); set++) {
            long n = Arrays.stream(seen.counts[set]).sum();
            assertThat(n).isGreaterThan(CHANGES / 2 * (PICKS - 2 * CALLERS));
            for (int i = 0; i < NAMES.size(); i++) {
                double share = share(SETS.get(set), NAMES.get(i));
                assertThat((double) seen.counts[set][i])
                        .as("%s of %s", NAMES.get(i), SETS.get(set))
                        .isCloseTo(n * share, within(share == 0 ? 0 : band(strategy, n, share)));
            }
        }
    }

    /**
     * A round robin's turns between two changes may miss 3 (twice 1.43, the most that a prefix of
     * interleaved 5, 1, 1 deviates), and those of each caller's picks that a change overlapped,
     * which are not counted. All others draw, by key or at random, the hashes from 10,000 parts or
     * more.
     */
    private static double band(Strategy strategy, long n, double share) {
        return switch (strategy) {
            case SMOOTH_ROUND_ROBIN, INTERLEAVED_ROUND_ROBIN, EARLIEST_DEADLINE_FIRST ->
                    (CHANGES / 2 + 1) * (3 + 2.0 * CALLERS);
            default -> Chance.band(n, share, 24) + n * 2e-4;
        };
    }

    private static double share(Candidates candidates, String name) {
        int index = candidates.names().indexOf(name);
        return index < 0 ? 0 : (double) candidates.weights().get(index) / candidates.total();
    }

    /** What the callers saw while a third thread changed the weights. */
    private Seen play(Pool pool) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(CALLERS + 1)) {
            List<Future<Seen>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                RandomGenerator random = Weigh.random(i);
                callers.add(threads.submit(() -> call(pool, random)));
            }
            Future<?> changes = threads.submit(() -> change(pool));
            Seen all = new Seen();
            for (Future<Seen> caller : callers) {
                all.add(caller.get());
            }
            changes.get();
            return all;
        }
    }

    private void change(Pool pool) {
        try {
            for (int change = 1; change <= CHANGES + 1; change++) {
                int until = picks.get() + PICKS;
                while (picks.get() < until && calling.get() > 0) {
                    Thread.onSpinWait();
                }
                begun.set(change);
                pool.change(SETS.get(change % SETS.size()));
                done.set(change);
            }
        } finally {
            done.set(CHANGES + 1);
        }
    }

    /** Picks until the last change. */
    private Seen call(Pool pool, RandomGenerator random) {
        Seen seen = new Seen();
        Deque<Endpoint> underWay = new ArrayDeque<>();
        try {
            for (int before = 0; before <= CHANGES; before = done.get()) {
                Endpoint endpoint = pool.begin(random.nextLong(), random);
                if (before == begun.get()) {
                    // no change during this pick: it is of the set that is in force
                    seen.counts[before % SETS.size()][NAMES.indexOf(endpoint.name())]++;
                    seen.changes.add(before);
                }
                seen.endpoints.add(endpoint);
                underWay.add(endpoint);
                if (underWay.size() > IN_FLIGHT) {
                    underWay.remove().end();
                }
                picks.incrementAndGet();
            }
        } finally {
            calling.decrementAndGet();
        }
        underWay.forEach(Endpoint::end);
        return seen;
    }
}
