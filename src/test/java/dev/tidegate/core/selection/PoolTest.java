package dev.tidegate.core.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
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
        // Then half of 10,000; the half of a ring's 512 places each is uneven besides: six times
        // their standard deviation, 1/√(2 · 512) of the half
        double uneven = strategy == Strategy.RING_HASH ? 6 * 5_000 / Math.sqrt(1_024) : 0;
        double band = Chance.band(10_000, 0.5, Strategy.values().length) + uneven;
        assertThat((double) fresh).isCloseTo(5_000, within(band));
    }

    @Test
    void activeRequestsOutliveAChange() {
        // Given a busy endpoint
        Pool pool = new Pool(Strategy.LEAST_REQUEST, Weigh.of(1));
        Endpoint busy = pool.begin(0, Weigh.random(1));
        // When a second one comes
        pool.change(Weigh.of(1, 1));
        // Then the first is still known to be busy: it is picked only when drawn twice
        RandomGenerator random = Weigh.random(1);
        long first =
                Stream.generate(() -> pool.pick(0, random))
                        .limit(10_000)
                        .filter(endpoint -> endpoint == busy)
                        .count();
        Chance.assertShare(first, 10_000, 0.25, 1);
        assertThat(busy.active()).isEqualTo(1);
    }

    @Test
    void anEndpointThatLeavesBusyAndComesBackIsAsBusyAsBefore() {
        // Given an endpoint that leaves while it works
        Pool pool = new Pool(Strategy.LEAST_REQUEST, Weigh.of(1, 0));
        Endpoint busy = pool.begin(0, Weigh.random(1));
        Candidates other = new Candidates(List.of("other"), List.of(1L));
        pool.change(other);
        // When it comes back, Then it is the same
        pool.change(Weigh.of(1));
        assertThat(pool.pick(0, Weigh.random(1))).isSameAs(busy);
        // When it leaves idle, Then it is forgotten
        busy.end();
        pool.change(other);
        pool.change(Weigh.of(1));
        assertThat(pool.pick(0, Weigh.random(1))).isNotSameAs(busy);
    }

    @Test
    void noChangeComesBetweenThePickOfAnEndpointAndTheBeginningOfItsRequest() {
        // Given a pool whose only endpoint leaves and comes back while it is picked
        Pool pool = changing(Weigh.of(1), new Candidates(List.of("other"), List.of(1L)));
        // When a request begins
        Endpoint begun = pool.begin(0, Weigh.random(0));
        // Then the endpoint that is there now knows of it
        assertThat(pool.pick(0, Weigh.random(0))).isSameAs(begun);
        assertThat(begun.active()).isEqualTo(1);
        begun.end();
        assertThat(begun.active()).isZero();
    }

    @Test
    void aPickThatAChangeOvertakesIsOfTheSetBefore() {
        // Given a pick during which the pool changes twice
        Pool pool = changing(Weigh.of(1), new Candidates(List.of("other"), List.of(1L)));
        Endpoint before = pool.pick(0, Weigh.random(0));
        // Then the pick is of the first set, whose endpoint is forgotten
        assertThat(before.name()).isEqualTo("e0");
        assertThat(pool.pick(0, Weigh.random(0))).isNotSameAs(before);
    }

    /** A pool of {@code one}, which during its first pick changes to {@code other} and back. */
    private static Pool changing(Candidates one, Candidates other) {
        List<Pool> pools = new ArrayList<>();
        Deque<Candidates> changes = new ArrayDeque<>(List.of(other, one));
        SelectorFactory factory =
                (all, turns, active) ->
                        (key, random) -> {
                            while (!changes.isEmpty()) {
                                pools.getFirst().change(changes.remove());
                            }
                            return 0;
                        };
        pools.add(new Pool(factory, one));
        return pools.getFirst();
    }

    @Test
    void anotherStrategyTakesOverTheEndpointsAndTheTurn() {
        // Given a round robin of which one turn is taken, by an endpoint that works on
        Pool pool = new Pool(Strategy.SMOOTH_ROUND_ROBIN, Weigh.of(5, 1, 1));
        Endpoint first = pool.begin(0, Weigh.random(1));
        // When another form takes over
        pool.change(Strategy.EARLIEST_DEADLINE_FIRST, Weigh.of(5, 1, 1));
        // Then its a a a a b c a is entered at the second place
        assertThat(Stream.generate(() -> pool.pick(0, Weigh.random(1)).name()).limit(6))
                .containsExactly("e0", "e0", "e0", "e1", "e2", "e0");
        assertThat(first.active()).isEqualTo(1);
    }

    @Test
    void settingsOfAFactoryHoldThroughChanges() {
        // Given a ring of more places than usual
        SelectorFactory large = (all, turns, active) -> new HashRing(all, 4_096);
        Pool pool = new Pool(large, Weigh.equal(2));
        // When the candidates change
        pool.change(Weigh.equal(3));
        // Then the picks are those of a ring of that size
        Selector ring = new HashRing(Weigh.equal(3), 4_096);
        for (long key = 0; key < 1_000; key++) {
            long hash = XxHash64.mix(key);
            assertThat(pool.pick(hash, Weigh.random(0)).name())
                    .isEqualTo("e" + ring.pick(hash, Weigh.random(0)));
        }
    }

    @Test
    void changeThatTheSelectorRefusesChangesNothing() {
        // Given a table with room for two, one of which works
        SelectorFactory small = (all, turns, active) -> new MaglevTable(all, 2);
        Pool pool = new Pool(small, Weigh.of(1, 1));
        Endpoint busy = pool.begin(0, Weigh.random(0));
        List<Endpoint> before = picks(pool);
        // When two others shall come, by the same factory or by another one
        Candidates three = new Candidates(List.of("e1", "new", "newer"), List.of(1L, 1L, 1L));
        SelectorFactory other = (all, turns, active) -> new MaglevTable(all, 2);
        for (ThrowingCallable change :
                new ThrowingCallable[] {
                    () -> pool.change(three), () -> pool.change(other, three)
                }) {
            // Then there is no room, and the picks are the same endpoints', as busy as before
            assertThatThrownBy(change).hasMessageContaining("2 has no slot for each of 3");
            assertThat(picks(pool)).isEqualTo(before).contains(busy);
            assertThat(busy.active()).isEqualTo(1);
        }
        // When one of them comes later, with room, Then who stays is still the same
        pool.change(new Candidates(List.of("new", busy.name()), List.of(1L, 1L)));
        assertThat(picks(pool)).contains(busy).extracting(Endpoint::name).contains("new");
    }

    private static List<Endpoint> picks(Pool pool) {
        return LongStream.range(0, 10).mapToObj(key -> pool.pick(key, Weigh.random(0))).toList();
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
