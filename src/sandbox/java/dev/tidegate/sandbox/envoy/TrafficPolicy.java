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
        String mode = tls.word("mode").orElse("DISABLE");
        if (!mode.equals("DISABLE")) {
            throw tls.wrong(
                    "mode", "not translated for Envoy: there is no TLS between the proxies here");
        }
        tls.end();
        TrafficPolicy read =
                new TrafficPolicy(
                        part(policy, "loadBalancer").map(Balancing::of),
                        part(policy, "connectionPool").map(ConnectionPool::of),
                        part(policy, "outlierDetection").map(Outliers::of));
        policy.end();
        return read;
    }

    /** A part that is there, be it empty: then it stands for its defaults. */
    private static Optional<Fields> part(Fields policy, String name) {
        return policy.has(name) ? Optional.of(policy.part(name)) : Optional.empty();
    }

    /** A subset's policy: each part that it has takes the place of the rule's. */
    TrafficPolicy over(TrafficPolicy rule) {
        return new TrafficPolicy(
                balancing.or(rule::balancing), pool.or(rule::pool), outliers.or(rule::outliers));
    }
}
