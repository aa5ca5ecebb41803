package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.HashKey;
import dev.tidegate.core.routing.HashKey.Cookie;
import dev.tidegate.core.routing.HashKey.Header;
import dev.tidegate.core.routing.HashKey.QueryParameter;
import dev.tidegate.core.routing.HashKey.SourceIp;
import dev.tidegate.core.routing.HashTable;
import dev.tidegate.core.routing.HashTable.Maglev;
import dev.tidegate.core.routing.HashTable.RingHash;
import dev.tidegate.core.routing.LoadBalancer;
import dev.tidegate.core.routing.LoadBalancer.ConsistentHash;
import dev.tidegate.core.routing.LoadBalancer.Simple;
import dev.tidegate.core.routing.LoadBalancer.SimpleStrategy;
import dev.tidegate.core.routing.Warmup;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads the load balancer of a golden folder: short words, durations in seconds. */
final class BalancerYaml {

    private BalancerYaml() {}

    static Optional<LoadBalancer> read(Map<String, Object> yaml) {
        if (yaml.containsKey("simple")) {
            return Optional.of(
                    new Simple(
                            SimpleStrategy.valueOf(Tree.text(yaml, "simple")),
                            Optional.of(Tree.map(yaml, "warmup"))
                                    .filter(warmup -> !warmup.isEmpty())
                                    .map(BalancerYaml::warmup)));
        }
        return yaml.isEmpty() ? Optional.empty() : Optional.of(hash(yaml));
    }

    private static Warmup warmup(Map<String, Object> yaml) {
        return new Warmup(
                Duration.ofSeconds(Tree.number(yaml, "seconds")),
                OptionalDouble.of((double) Tree.number(yaml, "percent")),
                OptionalDouble.empty());
    }

    private static LoadBalancer hash(Map<String, Object> yaml) {
        return new ConsistentHash(key(yaml), table(yaml));
    }

    private static HashKey key(Map<String, Object> yaml) {
        if (yaml.containsKey("header")) {
            return new Header(Tree.text(yaml, "header"));
        }
        if (yaml.containsKey("query")) {
            return new QueryParameter(Tree.text(yaml, "query"));
        }
        Map<String, Object> cookie = Tree.map(yaml, "cookie");
        return cookie.isEmpty()
                ? new SourceIp()
                : new Cookie(
                        Tree.text(cookie, "name"),
                        Optional.of(Tree.text(cookie, "path")),
                        Optional.of(Duration.ofSeconds(Tree.number(cookie, "seconds"))));
    }

    private static HashTable table(Map<String, Object> yaml) {
        return yaml.containsKey("maglev")
                ? new Maglev(Tree.number(yaml, "maglev"))
                : new RingHash(
                        yaml.containsKey("ring")
                                ? OptionalLong.of(Tree.number(yaml, "ring"))
                                : OptionalLong.empty());
    }
}
