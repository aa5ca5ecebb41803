package dev.tidegate.cli.traffic;

import java.util.List;

/**
 * A service and what happens to it.
 *
 * @param requestsPerSecond on the split route, in the mean
 * @param season by which part of the mean the rate swings in an hour, 0 to 1
 * @param pauses of the pods of both
 * @param incidents of both
 * @param stableOnly requests a second of a route that leads to stable alone and never fails
 * @param brokenUsers when users stick to a version: so many of them cause all failures; 0 when each
 *     request is a coin of its own
 * @param proxies that see the requests, the first of them half, the next half of the rest and so on
 */
public record Scenario(
        double requestsPerSecond,
        double season,
        Behaviour canary,
        Behaviour stable,
        Pauses pauses,
        List<Incident> incidents,
        double stableOnly,
        int brokenUsers,
        int proxies) {

    public Scenario {
        incidents = List.copyOf(incidents);
        if (!(requestsPerSecond > 0) || requestsPerSecond > 1e6) {
            throw new IllegalArgumentException(
                    "requests: %s a second is out of range; use more than 0 and at most 1000000"
                            .formatted(requestsPerSecond));
        }
        if (proxies < 1) {
            throw new IllegalArgumentException("proxies: %d is less than 1".formatted(proxies));
        }
    }

    /** Steady requests, seen by one proxy, of two versions. */
    public static Scenario of(double requestsPerSecond, Behaviour canary, Behaviour stable) {
        return new Scenario(requestsPerSecond, 0, canary, stable, Pauses.NONE, List.of(), 0, 0, 1);
    }

    public Scenario withPauses(Pauses next) {
        return new Scenario(
                requestsPerSecond,
                season,
                canary,
                stable,
                next,
                incidents,
                stableOnly,
                brokenUsers,
                proxies);
    }

    public Scenario withIncident(Incident next) {
        return new Scenario(
                requestsPerSecond,
                season,
                canary,
                stable,
                pauses,
                List.of(next),
                stableOnly,
                brokenUsers,
                proxies);
    }

    public Scenario withStableOnly(double next) {
        return new Scenario(
                requestsPerSecond,
                season,
                canary,
                stable,
                pauses,
                incidents,
                next,
                brokenUsers,
                proxies);
    }

    public Scenario withBrokenUsers(int next) {
        return new Scenario(
                requestsPerSecond,
                season,
                canary,
                stable,
                pauses,
                incidents,
                stableOnly,
                next,
                proxies);
    }

    public Scenario withProxies(int next) {
        return new Scenario(
                requestsPerSecond,
                season,
                canary,
                stable,
                pauses,
                incidents,
                stableOnly,
                brokenUsers,
                next);
    }

    public Scenario withSeason(double next) {
        return new Scenario(
                requestsPerSecond,
                next,
                canary,
                stable,
                pauses,
                incidents,
                stableOnly,
                brokenUsers,
                proxies);
    }

    /** The share of requests that each proxy sees; they sum up to 1. */
    double[] shares() {
        double[] shares = new double[proxies];
        double left = 1;
        for (int i = 0; i < proxies - 1; i++) {
            shares[i] = left / 2;
            left /= 2;
        }
        shares[proxies - 1] = left;
        return shares;
    }
}
