package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.route.Tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One weighted destination of a route.
 *
 * @param tree the element of the route's list
 * @param version whose it is; empty when it is none of the service's versions
 * @param weight what it counts, 0 or more; at least 1 when it stands alone, as it gets all then
 */
record Destination(Map<String, Object> tree, Optional<Version> version, long weight) {

    static List<Destination> of(Route route, Naming naming) {
        List<Map<String, Object>> elements = Tree.maps(route.tree(), "route");
        long least = elements.size() == 1 ? 1 : 0;
        List<Destination> all = new ArrayList<>();
        for (Map<String, Object> element : elements) {
            Map<String, Object> to = Tree.map(element, "destination");
            Optional<Version> version = naming.versionOf(to, route.namespace());
            long weight = Math.clamp(Tree.number(element, "weight"), least, Integer.MAX_VALUE);
            all.add(new Destination(element, version, weight));
        }
        return all;
    }

    /** The part of the route's traffic that goes to a version, 0 to 1. */
    static double share(List<Destination> all, Version version) {
        long whole = all.stream().mapToLong(Destination::weight).sum();
        long part = all.stream().filter(d -> d.is(version)).mapToLong(Destination::weight).sum();
        return whole == 0 ? 0 : (double) part / whole;
    }

    boolean is(Version other) {
        return version.filter(other::equals).isPresent();
    }

    String host() {
        return Tree.text(Tree.map(tree, "destination"), "host");
    }

    /** Writes the number, unless it is there. */
    void write(long number) {
        if (number != Tree.number(tree, "weight")) {
            tree.put("weight", Math.toIntExact(number));
        }
    }

    /** What it is called in a message: {@code reviews subset v1}. */
    String name() {
        String subset = Tree.text(Tree.map(tree, "destination"), "subset");
        return subset.isEmpty() ? host() : host() + " subset " + subset;
    }

    /** The destination for a message: {@code reviews subset v1 weight 95}. */
    @Override
    public String toString() {
        return name() + " weight " + weight;
    }
}
