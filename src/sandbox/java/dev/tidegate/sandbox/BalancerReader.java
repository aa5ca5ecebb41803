package dev.tidegate.sandbox;

import dev.tidegate.core.routing.HashKey;
import dev.tidegate.core.routing.HashTable;
import dev.tidegate.core.routing.LoadBalancer;
import dev.tidegate.core.routing.LoadBalancer.ConsistentHash;
import dev.tidegate.core.routing.LoadBalancer.Simple;
import dev.tidegate.core.routing.LoadBalancer.SimpleStrategy;
import dev.tidegate.sandbox.envoy.WireDuration;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a DestinationRule's {@code trafficPolicy.loadBalancer} as a proxy does; a warm-up is left
 * out, as the endpoints here are all of one age.
 */
final class BalancerReader {

    private BalancerReader() {}

    /**
     * The load balancer of {@code tree}.
     *
     * @throws IllegalArgumentException naming a value that Istio would refuse
     */
    static LoadBalancer read(Map<?, ?> tree) {
        if (tree.get("consistentHash") instanceof Map<?, ?> hash) {
            return new ConsistentHash(key(hash), table(hash));
        }
        Object simple = tree.get("simple");
        return new Simple(
                simple == null || "UNSPECIFIED".equals(simple)
                        ? SimpleStrategy.LEAST_REQUEST
                        : strategy(simple.toString()),
                Optional.empty());
    }

    private static SimpleStrategy strategy(String name) {
        return Arrays.stream(SimpleStrategy.values())
                .filter(strategy -> strategy.name().equals(name))
                .findAny()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "simple: \"%s\" is unknown; use one of %s"
                                                .formatted(
                                                        name,
                                                        Arrays.toString(SimpleStrategy.values()))));
    }

    private static HashKey key(Map<?, ?> hash) {
        if (hash.get("httpHeaderName") instanceof String header) {
            return new HashKey.Header(header);
        }
        if (hash.get("httpQueryParameterName") instanceof String parameter) {
            return new HashKey.QueryParameter(parameter);
        }
        if (hash.get("httpCookie") instanceof Map<?, ?> cookie) {
            return new HashKey.Cookie(
                    String.valueOf(cookie.get("name")),
                    Optional.ofNullable(cookie.get("path")).map(Object::toString),
                    Optional.ofNullable(cookie.get("ttl")).map(BalancerReader::ttl));
        }
        if (Boolean.TRUE.equals(hash.get("useSourceIp"))) {
            return new HashKey.SourceIp();
        }
        throw new IllegalArgumentException(
                "consistentHash: %s names no key; name a header, cookie, query parameter or the source"
                        .formatted(hash));
    }

    private static HashTable table(Map<?, ?> hash) {
        if (hash.get("maglev") instanceof Map<?, ?> maglev) {
            return new HashTable.Maglev(
                    number(maglev.get("tableSize")).orElse(HashTable.Maglev.DEFAULT_SIZE));
        }
        return new HashTable.RingHash(
                hash.get("ringHash") instanceof Map<?, ?> ring
                        ? number(ring.get("minimumRingSize"))
                        : OptionalLong.empty());
    }

    private static OptionalLong number(@Nullable Object value) {
        return value instanceof Number n ? OptionalLong.of(n.longValue()) : OptionalLong.empty();
    }

    private static Duration ttl(Object text) {
        return WireDuration.parse("consistentHash.httpCookie.ttl", text.toString());
    }
}
