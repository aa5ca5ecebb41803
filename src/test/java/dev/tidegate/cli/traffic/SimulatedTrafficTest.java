package dev.tidegate.cli.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

class SimulatedTrafficTest {

    private static final Behaviour GOOD = Behaviour.failing(.01).withLatency(Latency.USUAL);

    /** All seconds in one. */
    private static Seen sum(Scenario scenario, Weights weights, int seconds, long seed) {
        SimulatedTraffic traffic = new SimulatedTraffic(scenario, new SplittableRandom(seed));
        int boundaries = scenario.stable().latency().boundaries().size();
        Seen sum = new Seen(0, Served.none(boundaries), Served.none(boundaries));
        for (int i = 0; i < seconds; i++) {
            for (Seen seen : traffic.next(weights.at(traffic.second()), 1)) {
                sum = sum.plus(seen);
            }
        }
        return sum;
    }

    @Test
    void sameSeedIsTheSameTraffic() {
        Scenario scenario = Scenario.of(100, GOOD, GOOD).withProxies(3);
        assertThat(sum(scenario, Weights.constant(.1), 100, 1))
                .isEqualTo(sum(scenario, Weights.constant(.1), 100, 1))
                .isNotEqualTo(sum(scenario, Weights.constant(.1), 100, 2));
    }

    @Test
    void ratesAndSharesAreAsTheScenarioSays() {
        Behaviour bad = Behaviour.failing(.6).withLatency(Latency.USUAL.withDelay(.5, 1_000));
        Seen seen = sum(Scenario.of(1_000, bad, GOOD), Weights.constant(.2), 300, 3);
        assertThat(seen.canary().requests() / 60_000.0).isCloseTo(1, within(.03));
        assertThat(seen.stable().requests() / 240_000.0).isCloseTo(1, within(.02));
        assertThat(rate(seen.canary())).isCloseTo(.6, within(.01));
        assertThat(rate(seen.stable())).isCloseTo(.01, within(.001));
        // half of them a second slower: of the others four in ten are slower than 25 ms
        assertThat((double) seen.canary().slower(0) / seen.canary().requests())
                .isCloseTo(.7, within(.01));
        assertThat((double) seen.canary().slower(5) / seen.canary().requests())
                .isCloseTo(.5, within(.01));
    }

    @Test
    void weightChangesWithTheTime() {
        Weights weights = Weights.constant(.1).then(50, .5);
        Seen seen = sum(Scenario.of(1_000, GOOD, GOOD), weights, 100, 4);
        assertThat(seen.canary().requests() / 30_000.0).isCloseTo(1, within(.05));
        assertThat(weights.at(49.9)).isEqualTo(.1);
        assertThat(Weights.constant(.1).at(-1)).isZero();
    }

    @Test
    void incidentHitsBothVersions() {
        Scenario incident = Scenario.of(1_000, GOOD, GOOD).withIncident(Incident.times(0, 100, 20));
        Seen seen = sum(incident, Weights.constant(.5), 200, 5);
        assertThat(rate(seen.canary())).isCloseTo(.105, within(.01));
        assertThat(rate(seen.stable())).isCloseTo(.105, within(.01));
        assertThat(Incident.added(0, 1, .05).at(.5, .01)).isCloseTo(.06, within(1e-12));
        assertThat(Incident.added(0, 1, .05).at(1, .01)).isEqualTo(.01);
    }

    @Test
    void pausesComeInBursts() {
        Behaviour never = Behaviour.failing(0);
        Scenario equal = Scenario.of(100, never, never).withPauses(Pauses.ofRequests(36, 20, 20));
        SimulatedTraffic traffic = new SimulatedTraffic(equal, new SplittableRandom(6));
        List<Long> bursts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            bursts.add(traffic.next(.5, 1).getFirst().canary().failed());
        }
        assertThat(bursts).allMatch(failed -> failed % 20 == 0);
        // ten pods, one in a hundred seconds each
        assertThat(bursts.stream().mapToLong(failed -> failed / 20).sum()).isBetween(70L, 130L);
        Scenario proportional =
                Scenario.of(100, never, never).withPauses(Pauses.ofSeconds(36, 2, 2));
        Seen seen = sum(proportional, Weights.constant(.1), 1_000, 7);
        assertThat(seen.stable().failed()).isBetween(1_300L, 2_300L);
        assertThat(seen.canary().failed()).isBetween(120L, 280L);
    }

    @Test
    void routeOfStableAloneNeverFails() {
        Behaviour all = Behaviour.failing(1);
        Seen seen =
                sum(Scenario.of(100, all, all).withStableOnly(300), Weights.constant(.5), 100, 8);
        assertThat(rate(seen.canary())).isEqualTo(1);
        assertThat(rate(seen.stable())).isCloseTo(1 / 7.0, within(.02));
    }

    @Test
    void coldCanaryFailsMoreOftenAtFirst() {
        Behaviour cold = GOOD.withCold(100, 21);
        Seen first = sum(Scenario.of(1_000, cold, GOOD), Weights.constant(.5), 100, 9);
        assertThat(rate(first.canary())).isCloseTo(.11, within(.01));
        assertThat(rate(first.stable())).isCloseTo(.01, within(.003));
        assertThat(cold.cold(100)).isEqualTo(1);
    }

    @Test
    void usersWhoStickMakeOneVersionFailMore() {
        Scenario sticky = Scenario.of(1_000, GOOD, GOOD).withBrokenUsers(5);
        long different = 0;
        for (int seed = 0; seed < 20; seed++) {
            double rate = rate(sum(sticky, Weights.constant(.2), 30, seed).canary());
            different += Math.abs(rate - .01) > .004 ? 1 : 0;
        }
        assertThat(different).isBetween(6L, 19L);
    }

    @Test
    void proxiesShareTheTraffic() {
        Scenario scenario = Scenario.of(1_000, GOOD, GOOD).withProxies(3);
        assertThat(scenario.shares()).containsExactly(.5, .25, .25);
        SimulatedTraffic traffic = new SimulatedTraffic(scenario, new SplittableRandom(10));
        assertThat(traffic.next(.1, 1)).extracting(Seen::proxy).containsExactly(0, 1, 2);
    }

    @Test
    void countersGrowUntilTheirProxyStartsAnew() {
        SimulatedTraffic traffic =
                new SimulatedTraffic(Scenario.of(100, GOOD, GOOD), new SplittableRandom(11));
        ProxyCounters counters = new ProxyCounters();
        Seen first = traffic.next(.1, 1).getFirst();
        Seen second = traffic.next(.1, 1).getFirst();
        assertThat(counters.count(first)).isEqualTo(first);
        assertThat(counters.count(second)).isEqualTo(first.plus(second));
        counters.restart(0);
        assertThat(counters.count(first)).isEqualTo(first);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.of(0, GOOD, GOOD))
                .withMessage(
                        "requests: 0.0 a second is out of range; use more than 0 and at most"
                                + " 1000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Behaviour.failing(1.5))
                .withMessage("failures: 1.5 is out of range; use 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Weights.constant(2))
                .withMessage("weight: 2.0 is out of range; use 0 to 1");
    }

    private static double rate(Served served) {
        return (double) served.failed() / served.requests();
    }
}
