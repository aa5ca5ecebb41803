package dev.tidegate.sandbox.envoy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is done to headers: Istio's {@code headers} of a route or a destination.
 *
 * @param lists Envoy's four lists, by their names, none of them empty
 * @param authority the host that takes the place of the request's
 */
record HeaderOperations(Map<String, List<Object>> lists, Optional<String> authority) {

    static HeaderOperations of(Fields headers) {
        Map<String, List<Object>> lists = new LinkedHashMap<>();
        Optional<String> authority = Optional.empty();
        for (String side : List.of("request", "response")) {
            Fields operations = headers.part(side);
            Map<String, String> set = new TreeMap<>(operations.part("set").texts());
            Map<String, String> add = new TreeMap<>(operations.part("add").texts());
            if (side.equals("request")) {
                authority = host(set).or(() -> host(add));
            }
            List<Object> written = new ArrayList<>();
            written.addAll(values(set, "OVERWRITE_IF_EXISTS_OR_ADD"));
            written.addAll(values(add, "APPEND_IF_EXISTS_OR_ADD"));
            put(lists, side + "_headers_to_add", written);
            put(lists, side + "_headers_to_remove", removed(operations));
            operations.end();
        }
        headers.end();
        return new HeaderOperations(lists, authority);
    }

    /** These and then {@code others}, as Envoy applies a list. */
    HeaderOperations and(HeaderOperations others) {
        Map<String, List<Object>> all = new LinkedHashMap<>(lists);
        others.lists.forEach(
                (name, more) ->
                        all.merge(
                                name,
                                more,
                                (first, second) -> {
                                    List<Object> both = new ArrayList<>(first);
                                    both.addAll(second);
                                    return both;
                                }));
        return new HeaderOperations(all, authority.or(others::authority));
    }

    /** Envoy's own headers are left alone, as by istiod. */
    private static List<Object> removed(Fields operations) {
        return operations.texts("remove").stream()
                .filter(name -> !isInternal(name))
                .map(Object.class::cast)
                .toList();
    }

    private static boolean isInternal(String name) {
        return name.startsWith(":") || isHost(name);
    }

    private static Optional<String> host(Map<String, String> headers) {
        return headers.entrySet().stream()
                .filter(e -> isHost(e.getKey()))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static boolean isHost(String name) {
        return name.equalsIgnoreCase("host") || name.equalsIgnoreCase(":authority");
    }

    private static List<Object> values(Map<String, String> headers, String action) {
        List<Object> values = new ArrayList<>();
        headers.forEach(
                (name, value) -> {
                    if (!isInternal(name)) {
                        values.add(
                                Map.of(
                                        "header",
                                        Map.of("key", name, "value", value),
                                        "append_action",
                                        action));
                    }
                });
        return values;
    }

    private static void put(Map<String, List<Object>> lists, String name, List<Object> values) {
        if (!values.isEmpty()) {
            lists.put(name, values);
        }
    }
}
