package dev.tidegate.core.distribution.selection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Weights change and versions come and go while two callers have requests in flight. */
class ReweightingTest {

    private static final int CALLERS = 2;
    private static final int PICKS = 40_000;
    private static final int CHANGES = 200;

    /** Requests that a caller has under way at a time. */
    private static final int IN_FLIGHT = 16;

    private static final Candidates ALL = Weigh.of(5, 1, 1);
    private static final Candidates WITHOUT_FIRST =
            new Candidates(List.of("e1", "e2", "new"), List.of(3L, 4L, 2L));

    /** How many changes were begun, and how many are done. */
    private final AtomicInteger begun = new AtomicInteger();

    private final AtomicInteger done = new AtomicInteger();

    @ParameterizedTest
    @EnumSource
    void nobodyIsPickedAfterHeLeftAndNoRequestIsForgotten(Strategy strategy) throws Exception {
        Pool pool = new Pool(strategy, ALL);
        // When two callers pick during changes
        List<Map<Endpoint, Integer>> seen = play(pool, true);
        // Then every request got an endpoint, and all of them are idle in the end, those that left
        // too
        int picked = 0;
        for (Map<Endpoint, Integer> caller : seen) {
            picked += caller.values().stream().mapToInt(n -> n).sum();
            assertThat(caller.keySet()).allMatch(endpoint -> endpoint.active() == 0);
        }
        assertThat(picked).isEqualTo(CALLERS * PICKS);
    }

    /** Not least request, which follows the load, nor a ring, whose shares are uneven. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"LEAST_REQUEST", "RING_HASH"})
    void everyShareIsBetweenThoseOfTheTwoSetsOfWeights(Strategy strategy) throws Exception {
        Pool pool = new Pool(strategy, ALL);
        Map<String, Long> counts = new HashMap<>();
        for (Map<Endpoint, Integer> caller : play(pool, false)) {
            caller.forEach((endpoint, n) -> counts.merge(endpoint.name(), (long) n, Long::sum));
        }
        // Then a candidate's share is between the two that it had, but for chance, the turns that
        // each change may cost a round robin (four for these weights), and Maglev's slots
        double slack = 4 * CHANGES + 2.0 * CALLERS * PICKS / MaglevTable.DEFAULT_SIZE;
        for (String name : List.of("e0", "e1", "e2", "new")) {
            double one = share(ALL, name);
            double other = share(WITHOUT_FIRST, name);
            long n = (long) CALLERS * PICKS;
            assertThat((double) counts.getOrDefault(name, 0L))
                    .as(name)
                    .isBetween(
                            n * Math.min(one, other)
                                    - Chance.band(n, Math.min(one, other), 28)
                                    - slack,
                            n * Math.max(one, other)
                                    + Chance.band(n, Math.max(one, other), 28)
                                    + slack);
        }
    }

    private static double share(Candidates candidates, String name) {
        int index = candidates.names().indexOf(name);
        return index < 0 ? 0 : (double) candidates.weights().get(index) / candidates.total();
    }

    /** What each caller picked, and how often, while a third thread changes the weights. */
    private List<Map<Endpoint, Integer>> play(Pool pool, boolean check)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(CALLERS + 1)) {
            List<Future<Map<Endpoint, Integer>>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                RandomGenerator random = Weigh.random(i);
                callers.add(threads.submit(() -> call(pool, random, check)));
            }
            threads.submit(() -> change(pool)).get();
            List<Map<Endpoint, Integer>> seen = new ArrayList<>();
            for (Future<Map<Endpoint, Integer>> caller : callers) {
                seen.add(caller.get());
            }
            return seen;
        }
    }

    private void change(Pool pool) {
        for (int i = 0; i < CHANGES; i++) {
            begun.incrementAndGet();
            pool.change(i % 2 == 0 ? WITHOUT_FIRST : ALL);
            done.incrementAndGet();
        }
    }

    private Map<Endpoint, Integer> call(Pool pool, RandomGenerator random, boolean check) {
        Map<Endpoint, Integer> seen = new HashMap<>();
        Deque<Endpoint> underWay = new ArrayDeque<>();
        for (int i = 0; i < PICKS; i++) {
            int before = done.get();
            Endpoint endpoint = pool.pick(random.nextLong(), random);
            boolean settled = before == begun.get();
            endpoint.begin();
            underWay.add(endpoint);
            if (underWay.size() > IN_FLIGHT) {
                underWay.remove().end();
            }
            if (check && settled) {
                // no change during this pick: it is one of those that are there now
                Candidates now = before % 2 == 0 ? ALL : WITHOUT_FIRST;
                assertThat(now.names()).contains(endpoint.name());
            }
            seen.merge(endpoint, 1, Integer::sum);
        }
        underWay.forEach(Endpoint::end);
        return seen;
    }
}
