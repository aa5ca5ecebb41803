package dev.tidegate.core.route.istio;

import dev.tidegate.core.routing.HashKey;
import dev.tidegate.core.routing.HashKey.Cookie;
import dev.tidegate.core.routing.HashKey.Header;
import dev.tidegate.core.routing.HashKey.QueryParameter;
import dev.tidegate.core.routing.HashKey.SourceIp;
import dev.tidegate.core.routing.HashTable.Maglev;
import dev.tidegate.core.routing.HashTable.RingHash;
import dev.tidegate.core.routing.LoadBalancer;
import dev.tidegate.core.routing.LoadBalancer.ConsistentHash;
import dev.tidegate.core.routing.LoadBalancer.Simple;
import dev.tidegate.core.routing.Warmup;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a load balancer as a DestinationRule says it. */
final class BalancerTree {

    private BalancerTree() {}

    /** The tree of {@code loadBalancer}. */
    static Map<String, Object> of(LoadBalancer balancer) {
        Map<String, Object> tree = new LinkedHashMap<>();
        switch (balancer) {
            case Simple simple -> {
                tree.put("simple", simple.strategy().name());
                simple.warmup().ifPresent(w -> tree.put("warmup", warmup(w)));
            }
            case ConsistentHash hash -> tree.put("consistentHash", hash(hash));
        }
        return tree;
    }

    private static Map<String, Object> hash(ConsistentHash hash) {
        Map<String, Object> tree = new LinkedHashMap<>();
        key(tree, hash.key());
        switch (hash.table()) {
            case RingHash ring ->
                    ring.minimumSize()
                            .ifPresent(size -> tree.put("ringHash", of("minimumRingSize", size)));
            case Maglev maglev -> tree.put("maglev", of("tableSize", maglev.tableSize()));
        }
        return tree;
    }

    private static void key(Map<String, Object> tree, HashKey key) {
        switch (key) {
            case Header header -> tree.put("httpHeaderName", header.name());
            case QueryParameter query -> tree.put("httpQueryParameterName", query.name());
            case SourceIp _ -> tree.put("useSourceIp", true);
            case Cookie cookie -> {
                Map<String, Object> written = of("name", cookie.name());
                cookie.path().ifPresent(path -> written.put("path", path));
                cookie.ttl().ifPresent(ttl -> written.put("ttl", seconds(ttl)));
                tree.put("httpCookie", written);
            }
        }
    }

    private static Map<String, Object> warmup(Warmup warmup) {
        Map<String, Object> tree = of("duration", seconds(warmup.duration()));
        warmup.minimumPercent().ifPresent(percent -> tree.put("minimumPercent", percent));
        warmup.aggression().ifPresent(aggression -> tree.put("aggression", aggression));
        return tree;
    }

    private static Map<String, Object> of(String key, Object value) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(key, value);
        return tree;
    }

    /** Seconds are the one unit that every reader of a protobuf duration takes. */
    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString()
                + "s";
    }
}
