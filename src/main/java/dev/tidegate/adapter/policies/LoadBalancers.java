package dev.tidegate.adapter.policies;

import dev.tidegate.core.routing.HashKey;
import dev.tidegate.core.routing.HashTable;
import dev.tidegate.core.routing.HashTable.Maglev;
import dev.tidegate.core.routing.HashTable.RingHash;
import dev.tidegate.core.routing.LoadBalancer;
import dev.tidegate.core.routing.LoadBalancer.SimpleStrategy;
import dev.tidegate.core.routing.Warmup;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads and writes a policy's {@code loadBalancer}; what breaks a rule is named. */
final class LoadBalancers {

    private static final String FIELD = "loadBalancer";
    private static final String HASH = FIELD + ".consistentHash";

    private LoadBalancers() {}

    /**
     * The strategy of a policy.
     *
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    static LoadBalancer read(LoadBalancerSpec spec) {
        String simple = spec.simple();
        ConsistentHashSpec hash = spec.consistentHash();
        if (simple != null && hash == null) {
            return new LoadBalancer.Simple(
                    strategy(simple),
                    Optional.ofNullable(spec.warmup()).map(LoadBalancers::warmup));
        }
        if (simple == null && hash != null) {
            if (spec.warmup() != null) {
                throw new IllegalArgumentException(
                        "loadBalancer.warmup: does nothing with consistentHash; leave it out");
            }
            return new LoadBalancer.ConsistentHash(key(hash), table(hash));
        }
        throw new IllegalArgumentException(
                simple == null
                        ? "loadBalancer: names neither simple nor consistentHash; name one of them"
                        : "loadBalancer: names simple \"%s\" and consistentHash; name one of them"
                                .formatted(simple));
    }

    private static SimpleStrategy strategy(String name) {
        return switch (name) {
            case "leastRequest" -> SimpleStrategy.LEAST_REQUEST;
            case "roundRobin" -> SimpleStrategy.ROUND_ROBIN;
            case "random" -> SimpleStrategy.RANDOM;
            case "passthrough" -> SimpleStrategy.PASSTHROUGH;
            default ->
                    throw new IllegalArgumentException(
                            "loadBalancer.simple: \"%s\" is unknown; use one of leastRequest, roundRobin, random, passthrough"
                                    .formatted(name));
        };
    }

    private static HashKey key(ConsistentHashSpec spec) {
        List<HashKey> keys = new ArrayList<>();
        Optional.ofNullable(spec.httpHeaderName())
                .ifPresent(name -> keys.add(new HashKey.Header(name)));
        Optional.ofNullable(spec.httpQueryParameterName())
                .ifPresent(name -> keys.add(new HashKey.QueryParameter(name)));
        Optional.ofNullable(spec.httpCookie()).ifPresent(cookie -> keys.add(cookie(cookie)));
        if (Boolean.TRUE.equals(spec.useSourceIp())) {
            keys.add(new HashKey.SourceIp());
        }
        if (keys.size() != 1) {
            throw new IllegalArgumentException(
                    "%s: names %d keys; name exactly one of httpHeaderName, httpCookie, useSourceIp: true and httpQueryParameterName"
                            .formatted(HASH, keys.size()));
        }
        return keys.getFirst();
    }

    private static HashKey cookie(CookieSpec spec) {
        if (spec.name() == null) {
            throw new IllegalArgumentException(
                    HASH + ".httpCookie.name: is missing; name the cookie");
        }
        return new HashKey.Cookie(
                spec.name(),
                Optional.ofNullable(spec.path()),
                Optional.ofNullable(spec.ttl())
                        .map(ttl -> duration(HASH + ".httpCookie.ttl", ttl)));
    }

    private static HashTable table(ConsistentHashSpec spec) {
        RingHashSpec ring = spec.ringHash();
        MaglevSpec maglev = spec.maglev();
        if (ring != null && maglev != null) {
            throw new IllegalArgumentException(
                    HASH + ": has ringHash and maglev; name one of them, or none");
        }
        if (maglev != null) {
            return new Maglev(
                    maglev.tableSize() == null ? Maglev.DEFAULT_SIZE : maglev.tableSize());
        }
        return new RingHash(
                ring == null || ring.minimumRingSize() == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(ring.minimumRingSize()));
    }

    private static Warmup warmup(WarmupSpec spec) {
        if (spec.duration() == null) {
            throw new IllegalArgumentException(
                    "loadBalancer.warmup.duration: is missing; write for example 30s");
        }
        return new Warmup(
                duration("loadBalancer.warmup.duration", spec.duration()),
                optional(spec.minimumPercent()),
                optional(spec.aggression()));
    }

    private static Duration duration(String field, String text) {
        return Durations.parse(field, text, Duration.ZERO);
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
