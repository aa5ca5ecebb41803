package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.Annotations;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.LoadBalancer;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The load balancers that Tidegate wrote into its own subsets. An annotation keeps how each was
 * written, so that a hand edit is told from our own writing and is left alone.
 */
final class OwnBalancers {

    /** JSON list of them: {@code ["v2 {simple=LEAST_REQUEST}"]}. */
    private static final String ADDED_BALANCERS = "tidegate.dev/added-load-balancers";

    private static final String POLICY = "trafficPolicy";
    private static final String BALANCER = "loadBalancer";

    private final Map<String, Object> tree;
    private final Map<String, String> written = new TreeMap<>();

    /** Those of the DestinationRule {@code tree}, which may be changed. */
    OwnBalancers(Map<String, Object> tree) {
        this.tree = tree;
        Annotations.fromJson(Annotations.get(tree, ADDED_BALANCERS))
                .forEach(
                        entry -> {
                            int end = entry.indexOf(' ');
                            if (end > 0) {
                                written.put(entry.substring(0, end), entry.substring(end + 1));
                            }
                        });
    }

    /** Gives {@code subset} the wanted load balancer, or none; one of another hand stays. */
    void set(Map<String, Object> subset, Optional<LoadBalancer> wanted) {
        String name = Tree.text(subset, "name");
        Optional<Map<String, Object>> next = wanted.map(BalancerTree::of);
        if (now(subset).isEmpty() || ours(subset)) {
            if (!next.map(OwnBalancers::text).equals(now(subset))) {
                remove(subset);
                next.ifPresent(b -> Tree.makeMap(subset, POLICY).put(BALANCER, b));
            }
            written.remove(name);
            next.ifPresent(b -> written.put(name, text(b)));
            record();
        }
    }

    /** The subset without the load balancer that was written here; all else stays. */
    Map<String, Object> without(Map<String, Object> subset) {
        Map<String, Object> copy = Tree.copy(subset);
        if (ours(subset)) {
            remove(copy);
        }
        return copy;
    }

    void forget(Collection<String> subsets) {
        written.keySet().removeAll(subsets);
        record();
    }

    private boolean ours(Map<String, Object> subset) {
        return now(subset).equals(Optional.ofNullable(written.get(Tree.text(subset, "name"))));
    }

    private static Optional<String> now(Map<String, Object> subset) {
        return Optional.ofNullable(Tree.map(subset, POLICY).get(BALANCER)).map(OwnBalancers::text);
    }

    private static void remove(Map<String, Object> subset) {
        if (now(subset).isPresent()) {
            Map<String, Object> policy = Tree.map(subset, POLICY);
            policy.remove(BALANCER);
            if (policy.isEmpty()) {
                subset.remove(POLICY);
            }
        }
    }

    private void record() {
        List<String> entries = new ArrayList<>();
        written.forEach((subset, text) -> entries.add(subset + " " + text));
        Annotations.put(tree, ADDED_BALANCERS, Annotations.toJson(entries));
    }

    /** The same text for the same values: an API server may sort keys, and write 20.0 as 20. */
    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map -> {
                Map<String, String> sorted = new TreeMap<>();
                map.forEach((key, each) -> sorted.put(String.valueOf(key), text(each)));
                yield sorted.toString();
            }
            case Number n when Double.isFinite(n.doubleValue()) ->
                    new BigDecimal(n.toString()).stripTrailingZeros().toPlainString();
            default -> String.valueOf(value);
        };
    }
}
