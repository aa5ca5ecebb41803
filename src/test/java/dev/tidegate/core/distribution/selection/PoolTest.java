package dev.tidegate.core.distribution.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

class PoolTest {

    @ParameterizedTest
    @EnumSource
    void singleCandidateGetsEverythingAndOneOfWeightZeroNothing(Strategy strategy) {
        // Given one with weight between two without
        Pool pool = new Pool(strategy, Weigh.of(0, 3, 0));
        RandomGenerator random = Weigh.random(1);
        for (int i = 0; i < 1_000; i++) {
            assertThat(pool.pick(random.nextLong(), random).name()).isEqualTo("e1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void endpointsThatLeaveGetNothingAndThoseThatComeTheirShare(Strategy strategy) {
        Pool pool = new Pool(strategy, Candidates.of(Map.of("old", 1L)));
        pool.change(new Candidates(List.of("stay", "new"), List.of(1L, 1L)));
        RandomGenerator random = Weigh.random(2);
        int fresh = 0;
        for (int i = 0; i < 10_000; i++) {
            Endpoint endpoint = pool.pick(random.nextLong(), random);
            assertThat(endpoint.name()).isIn("stay", "new");
            fresh += endpoint.name().equals("new") ? 1 : 0;
        }
        // Then half of 10,000, within 6 standard deviations of 50; a ring's half is uneven
        int band = strategy == Strategy.RING_HASH ? 1_000 : 300;
        assertThat(fresh).isBetween(5_000 - band, 5_000 + band);
    }

    @ParameterizedTest
    @EnumSource
    void picksDuringChangesSeeOneOfTheTwoAndNoneIsLost(Strategy strategy) throws Exception {
        Candidates one = Weigh.of(5, 1, 1);
        Candidates other = new Candidates(one.names().subList(0, 1), one.weights().subList(0, 1));
        Pool pool = new Pool(strategy, one);
        int each = 20_000;
        Callable<Long> caller =
                () -> {
                    RandomGenerator random = Weigh.random(3);
                    long ended = 0;
                    for (int i = 0; i < each; i++) {
                        Endpoint endpoint = pool.pick(random.nextLong(), random);
                        endpoint.begin();
                        endpoint.end();
                        ended++;
                    }
                    return ended;
                };
        // When two callers pick while a third changes back and forth
        try (var threads = Executors.newFixedThreadPool(3)) {
            var first = threads.submit(caller);
            var second = threads.submit(caller);
            var changes =
                    threads.submit(
                            () -> {
                                for (int i = 0; i < 40; i++) {
                                    pool.change(i % 2 == 0 ? other : one);
                                }
                            });
            // Then each got an endpoint every time, and nobody is busy any more
            assertThat(first.get() + second.get()).isEqualTo(2L * each);
            changes.get();
        }
        RandomGenerator random = Weigh.random(4);
        assertThat(Stream.generate(() -> pool.pick(random.nextLong(), random)).limit(100))
                .allMatch(endpoint -> endpoint.active() == 0);
    }

    @Test
    void activeRequestsOutliveAChange() {
        // Given a busy endpoint
        Pool pool = new Pool(Strategy.LEAST_REQUEST, Weigh.of(1));
        Endpoint busy = pool.pick(0, Weigh.random(1));
        busy.begin();
        // When a second one comes
        pool.change(Weigh.of(1, 1));
        // Then the first is still known to be busy: it is picked only when drawn twice
        RandomGenerator random = Weigh.random(1);
        long first =
                Stream.generate(() -> pool.pick(0, random))
                        .limit(10_000)
                        .filter(endpoint -> endpoint == busy)
                        .count();
        assertThat(first).isBetween(2_200L, 2_800L);
        assertThat(busy.active()).isEqualTo(1);
    }

    @Test
    void badWeightsChangeNothing() {
        Pool pool = new Pool(Strategy.MAGLEV, Weigh.of(1));
        assertThatThrownBy(() -> pool.change(Weigh.of(0, 0))).hasMessageContaining("sum to 0");
        assertThat(pool.pick(0, Weigh.random(0)).name()).isEqualTo("e0");
    }

    @Test
    void requestThatNeverBeganCannotEnd() {
        Endpoint endpoint = new Pool(Strategy.RANDOM, Weigh.of(1)).pick(0, Weigh.random(0));
        assertThatThrownBy(endpoint::end)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("endpoint \"e0\": a request ends that never began");
        assertThat(endpoint.active()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void strategyIsFoundByItsName(Strategy strategy) {
        assertThat(Strategy.of(strategy.title())).isEqualTo(strategy);
    }

    @Test
    void unknownStrategyIsRefusedWithAllThereAre() {
        assertThatThrownBy(() -> Strategy.of("fastest"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "strategy: \"fastest\" is unknown; use one of random,"
                                + " interleavedRoundRobin, smoothRoundRobin, earliestDeadlineFirst,"
                                + " leastRequest, ringHash, maglev, rendezvous, thresholdBuckets");
    }
}
