package dev.tidegate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.Annotations;
import dev.tidegate.core.route.Goal;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.Routing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An object before and after a planned write, and what the write may not have done. */
record WrittenObject(Release release, ObservedObject before, ObservedObject after) {

    private static final List<String> PROTOCOLS = List.of("http", "tls", "tcp");

    /** I1 and I7: weights that Istio takes, and everything of the user's as it was. */
    void assertLegal() {
        assertThat(text(users(after.tree())))
                .as("what the user owns in %s", after.title())
                .isEqualTo(text(users(before.tree())));
        if (after.kind().equals("VirtualService")) {
            for (String protocol : PROTOCOLS) {
                routes(protocol);
            }
        } else {
            assertKept(subsets(before), subsets(after), "subsets");
        }
    }

    private void routes(String protocol) {
        List<Map<String, Object>> old = Tree.maps(Tree.map(before.tree(), "spec"), protocol);
        List<Map<String, Object>> now = Tree.maps(Tree.map(after.tree(), "spec"), protocol);
        old.removeIf(WrittenObject::isManaged);
        now.removeIf(WrittenObject::isManaged);
        for (int i = 0; i < now.size(); i++) {
            if (!text(now.get(i)).equals(text(old.get(i)))) {
                assertWeights(destinations(now.get(i)));
                assertKept(
                        unweighted(destinations(old.get(i))),
                        unweighted(destinations(now.get(i))),
                        "destinations");
            }
        }
    }

    /** Non-negative whole numbers that are not all zero, no more than Istio's int32 takes. */
    private static void assertWeights(List<Map<String, Object>> destinations) {
        BigInteger sum = BigInteger.ZERO;
        for (Map<String, Object> each : destinations) {
            Object weight = each.getOrDefault("weight", 0);
            assertThat(weight).as("a weight of %s", destinations).isInstanceOf(Number.class);
            BigInteger number = new BigInteger(weight.toString());
            assertThat(number.signum()).as("a weight of %s", destinations).isNotNegative();
            sum = sum.add(number);
        }
        assertThat(sum.bitLength()).as("the weights of %s", destinations).isLessThan(32);
        if (destinations.size() > 1) {
            assertThat(sum.signum()).as("the weights of %s", destinations).isPositive();
        }
    }

    /** What was there is there, in its order; what came or went is a version's of the release. */
    private void assertKept(List<Object> old, List<Object> now, String what) {
        int at = 0;
        for (Object each : old) {
            int found = indexOf(each, now, at);
            if (found < 0) {
                assertThat(mayGo(each)).as("%s lost of the user's: %s", what, each).isTrue();
            } else {
                added(now.subList(at, found), what);
                at = found + 1;
            }
        }
        added(now.subList(at, now.size()), what);
    }

    private static int indexOf(Object each, List<Object> in, int from) {
        for (int i = from; i < in.size(); i++) {
            if (text(in.get(i)).equals(text(each))) {
                return i;
            }
        }
        return -1;
    }

    private void added(List<Object> elements, String what) {
        for (Object each : elements) {
            assertThat(names().stream().anyMatch(name -> text(each).contains(name)))
                    .as("%s added: %s", what, each)
                    .isTrue();
        }
    }

    /** Only what the annotations say that Tidegate added. */
    private boolean mayGo(Object element) {
        String ledger = text(Tree.map(Tree.map(before.tree(), "metadata"), "annotations"));
        Map<String, Object> tree = new LinkedHashMap<>(Map.of("it", element));
        Map<String, Object> map = Tree.map(tree, "it");
        String subset = Tree.text(Tree.map(map, "destination"), "subset") + Tree.text(map, "name");
        return ledger.contains("tidegate.dev/added")
                && (subset.isEmpty() || ledger.contains(subset));
    }

    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        release.traffic()
                .ifPresent(
                        wanted ->
                                Goal.of(release, wanted).versions().stream()
                                        .forEach(version -> names.add(nameOf(version))));
        return names;
    }

    /** As a destination names it. */
    private String nameOf(Version version) {
        return release.routing().destinations() instanceof Routing.Hosts hosts
                ? hosts.names().host(version).orElseGet(version::name)
                : version.name();
    }

    private static List<Object> subsets(ObservedObject rule) {
        return new ArrayList<>(Tree.list(Tree.map(rule.tree(), "spec"), "subsets"));
    }

    private static List<Map<String, Object>> destinations(Map<String, Object> route) {
        return Tree.maps(route, "route");
    }

    private static List<Object> unweighted(List<Map<String, Object>> destinations) {
        List<Object> all = new ArrayList<>();
        for (Map<String, Object> each : destinations) {
            Map<String, Object> copy = Tree.copy(each);
            copy.remove("weight");
            withoutCookie(copy);
            all.add(copy);
        }
        return all;
    }

    /** Without the cookie of a sticky step; maps that are empty then say nothing either way. */
    private static void withoutCookie(Map<String, Object> destination) {
        Map<String, Object> headers = Tree.map(destination, "headers");
        Map<String, Object> response = Tree.map(headers, "response");
        Tree.map(response, "add").values().removeIf(v -> String.valueOf(v).contains("=tidegate-"));
        removeEmpty(response, "add");
        removeEmpty(headers, "response");
        removeEmpty(destination, "headers");
    }

    private static void removeEmpty(Map<String, Object> parent, String key) {
        if (parent.get(key) instanceof Map<?, ?> map && map.isEmpty()) {
            parent.remove(key);
        }
    }

    /** Whether an earlier release noted the mirror as its own. */
    private boolean isNoted(Object mirror) {
        String subset = Tree.text(Tree.map(Tree.map(mirror), "destination"), "subset");
        return !subset.isEmpty()
                && Annotations.get(before.tree(), "tidegate.dev/mirrors").contains(subset);
    }

    /** Without the mirrors of steps, which lead to versions of a release. */
    private void withoutMirrors(Map<String, Object> route) {
        if (route.get("mirrors") instanceof List<?> all) {
            List<Object> others = new ArrayList<>(all);
            others.removeIf(
                    each ->
                            names().stream().anyMatch(name -> text(each).contains(name))
                                    || isNoted(each));
            route.put("mirrors", others);
            if (others.isEmpty()) {
                route.remove("mirrors");
            }
        }
    }

    /** The object without what Tidegate may write: its annotations, destinations and subsets. */
    private Map<String, Object> users(Map<String, Object> tree) {
        Map<String, Object> copy = Tree.copy(tree);
        Map<String, Object> metadata = Tree.map(copy, "metadata");
        Map<String, Object> annotations = Tree.map(metadata, "annotations");
        if (!annotations.isEmpty()) {
            annotations.keySet().removeIf(key -> key.startsWith("tidegate.dev/"));
        }
        if (metadata.get("annotations") == null || annotations.isEmpty()) {
            metadata.remove("annotations");
        }
        Map<String, Object> spec = Tree.map(copy, "spec");
        if (spec.containsKey("http")) {
            List<Object> http = new ArrayList<>(Tree.list(spec, "http"));
            http.removeIf(WrittenObject::isManaged);
            if (!http.equals(Tree.list(spec, "http"))) {
                spec.put("http", http);
            }
        }
        for (String protocol : PROTOCOLS) {
            for (Map<String, Object> route : Tree.maps(spec, protocol)) {
                route.remove("route");
                withoutMirrors(route);
            }
        }
        if (Tree.text(tree, "kind").equals("DestinationRule") && !spec.isEmpty()) {
            spec.remove("subsets");
        }
        copy.values().removeIf(value -> value instanceof Map<?, ?> map && map.isEmpty());
        return copy;
    }

    private static boolean isManaged(Object route) {
        return route instanceof Map<?, ?> map
                && map.get("name") instanceof String name
                && name.startsWith("tidegate-");
    }

    private static String text(Object tree) {
        return Loose.JSON.valueToTree(tree).toString();
    }
}
