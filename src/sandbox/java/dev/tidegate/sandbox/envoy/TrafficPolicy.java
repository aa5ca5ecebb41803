package dev.tidegate.sandbox.envoy;

import java.util.Map;
import java.util.Optional;

/**
 * A DestinationRule's {@code trafficPolicy}, part by part as Envoy has it.
 *
 * @param balancing of the endpoints
 * @param pool of the connections
 * @param outliers how failing endpoints are left out
 */
record TrafficPolicy(
        Optional<Balancing> balancing,
        Optional<ConnectionPool> pool,
        Optional<Map<String, Object>> outliers) {

    static final TrafficPolicy NONE =
            new TrafficPolicy(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Reads a traffic policy.
     *
     * @throws Refused naming what is not translated
     */
    static TrafficPolicy of(Fields policy) {
        Fields tls = policy.part("tls");
        String mode = tls.text("mode").orElse("DISABLE");
        if (!mode.equals("DISABLE")) {
            throw tls.wrong(
                    "mode", "not translated for Envoy: there is no TLS between the proxies here");
        }
        tls.end();
        TrafficPolicy read =
                new TrafficPolicy(
                        some(policy.part("loadBalancer")).map(Balancing::of),
                        some(policy.part("connectionPool")).map(ConnectionPool::of),
                        some(policy.part("outlierDetection")).map(Outliers::of));
        policy.end();
        return read;
    }

    private static Optional<Fields> some(Fields part) {
        return Optional.of(part).filter(p -> !p.isEmpty());
    }

    /** A subset's policy: each part that it has takes the place of the rule's. */
    TrafficPolicy over(TrafficPolicy rule) {
        return new TrafficPolicy(
                balancing.or(rule::balancing), pool.or(rule::pool), outliers.or(rule::outliers));
    }
}
