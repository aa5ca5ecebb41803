package dev.tidegate.adapter.policies;

import dev.tidegate.core.routing.HashKey.Cookie;
import dev.tidegate.core.routing.HashKey.Header;
import dev.tidegate.core.routing.HashKey.QueryParameter;
import dev.tidegate.core.routing.HashKey.SourceIp;
import dev.tidegate.core.routing.HashTable.Maglev;
import dev.tidegate.core.routing.HashTable.RingHash;
import dev.tidegate.core.routing.LoadBalancer;
import dev.tidegate.core.routing.LoadBalancer.ConsistentHash;
import dev.tidegate.core.routing.LoadBalancer.Simple;
import dev.tidegate.core.routing.LoadBalancer.SimpleStrategy;
import dev.tidegate.core.routing.Warmup;
import dev.tidegate.core.text.TimeText;

import org.jspecify.annotations.Nullable;

import java.util.OptionalDouble;

/** Writes a load balancer as a policy says it: {@link LoadBalancers} reads the same again. */
final class LoadBalancerSpecs {

    private LoadBalancerSpecs() {}

    static LoadBalancerSpec of(LoadBalancer balancer) {
        return switch (balancer) {
            case Simple simple ->
                    new LoadBalancerSpec(
                            word(simple.strategy()),
                            null,
                            simple.warmup().map(LoadBalancerSpecs::warmup).orElse(null));
            case ConsistentHash hash -> new LoadBalancerSpec(null, hash(hash), null);
        };
    }

    private static String word(SimpleStrategy strategy) {
        return switch (strategy) {
            case LEAST_REQUEST -> "leastRequest";
            case ROUND_ROBIN -> "roundRobin";
            case RANDOM -> "random";
            case PASSTHROUGH -> "passthrough";
        };
    }

    private static ConsistentHashSpec hash(ConsistentHash hash) {
        RingHashSpec ring =
                hash.table() instanceof RingHash(var size) && size.isPresent()
                        ? new RingHashSpec(size.getAsLong())
                        : null;
        MaglevSpec maglev = hash.table() instanceof Maglev(long size) ? new MaglevSpec(size) : null;
        return switch (hash.key()) {
            case Header(String name) ->
                    new ConsistentHashSpec(name, null, null, null, ring, maglev);
            case Cookie cookie ->
                    new ConsistentHashSpec(null, cookie(cookie), null, null, ring, maglev);
            case SourceIp() -> new ConsistentHashSpec(null, null, true, null, ring, maglev);
            case QueryParameter(String name) ->
                    new ConsistentHashSpec(null, null, null, name, ring, maglev);
        };
    }

    private static CookieSpec cookie(Cookie cookie) {
        return new CookieSpec(
                cookie.name(),
                cookie.path().orElse(null),
                cookie.ttl().map(TimeText::span).orElse(null));
    }

    private static WarmupSpec warmup(Warmup warmup) {
        return new WarmupSpec(
                TimeText.span(warmup.duration()),
                optional(warmup.minimumPercent()),
                optional(warmup.aggression()));
    }

    private static @Nullable Double optional(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
