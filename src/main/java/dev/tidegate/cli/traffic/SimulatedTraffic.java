package dev.tidegate.cli.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Traffic as it happens, slice by slice of time; the same for the same scenario, weights and random
 * source.
 */
public final class SimulatedTraffic {

    private static final double HOUR = 3_600;

    private final Scenario scenario;
    private final Draws draws;
    private final double[] shares;
    private final Users users;
    private double second;
    private double canaryAge;

    public SimulatedTraffic(Scenario scenario, RandomGenerator random) {
        this.scenario = scenario;
        draws = new Draws(random);
        shares = scenario.shares();
        users = new Users(scenario.brokenUsers(), draws);
    }

    /** Seconds since the start. */
    public double second() {
        return second;
    }

    /**
     * What each proxy sees in the next slice.
     *
     * @param weight the canary's share of the requests, 0 to 1, all the time
     * @param seconds how long, above 0
     */
    public List<Seen> next(double weight, double seconds) {
        double swing = 1 + scenario.season() * Math.sin(2 * Math.PI * second / HOUR);
        double requests = scenario.requestsPerSecond() * swing * seconds;
        users.split(weight);
        double canarys = failing(scenario.canary(), canaryAge) * users.canarys();
        double stables = failing(scenario.stable(), HOUR) * users.stables();
        List<Seen> seen = new ArrayList<>();
        for (int proxy = 0; proxy < shares.length; proxy++) {
            double part = requests * shares[proxy];
            Served canary = served(scenario.canary(), part * weight, canarys);
            Served stable = served(scenario.stable(), part * (1 - weight), stables);
            seen.add(new Seen(proxy, canary, stable.plus(alone(seconds * shares[proxy]))));
        }
        pause(seen, requests / seconds * weight, seconds, true);
        pause(seen, requests / seconds * (1 - weight), seconds, false);
        second += seconds;
        canaryAge = weight > 0 ? canaryAge + seconds : 0;
        return seen;
    }

    private double failing(Behaviour version, double age) {
        double chance = Math.min(1, version.failures() * version.cold(age));
        for (Incident incident : scenario.incidents()) {
            chance = incident.at(second, chance);
        }
        return chance;
    }

    private Served served(Behaviour version, double mean, double failing) {
        long requests = draws.poisson(mean);
        List<Double> chances = version.latency().slower();
        long[] slower = new long[chances.size()];
        long left = requests;
        double before = 1;
        for (int i = 0; i < slower.length; i++) {
            left = draws.binomial(left, chances.get(i) / before);
            before = chances.get(i);
            slower[i] = left;
        }
        return new Served(requests, draws.binomial(requests, Math.min(1, failing)), slower);
    }

    private Served alone(double seconds) {
        int boundaries = scenario.stable().latency().slower().size();
        long requests = draws.poisson(scenario.stableOnly() * seconds);
        return new Served(requests, 0, new long[boundaries]);
    }

    private void pause(List<Seen> seen, double perSecond, double seconds, boolean canary) {
        Pauses pauses = scenario.pauses();
        int pods = (canary ? scenario.canary() : scenario.stable()).pods();
        if (pauses.perPodAndHour() == 0 || perSecond == 0) {
            return;
        }
        long count = draws.poisson(pauses.perPodAndHour() * pods * seconds / HOUR);
        for (long i = 0; i < count; i++) {
            hit(seen, pauses.hits(draws, perSecond / pods), canary);
        }
    }

    private void hit(List<Seen> seen, long requests, boolean canary) {
        for (long i = 0; i < requests; i++) {
            int at = draws.place(shares);
            Seen was = seen.get(at);
            seen.set(
                    at,
                    canary
                            ? new Seen(at, was.canary().plusPause(1), was.stable())
                            : new Seen(at, was.canary(), was.stable().plusPause(1)));
        }
    }
}
