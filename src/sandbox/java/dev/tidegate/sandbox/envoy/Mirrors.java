package dev.tidegate.sandbox.envoy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes {@code mirror} and {@code mirrors}: copies of requests whose answers nobody gets. */
record Mirrors(Catalog catalog, String namespace, int port) {

    private static final double PARTS_OF_PERCENT = 10_000;

    List<Map<String, Object>> of(Fields http) {
        List<Map<String, Object>> all = new ArrayList<>();
        if (http.has("mirror")) {
            add(http.part("mirror"), http.part("mirrorPercentage"), all);
        }
        for (Fields mirror : http.parts("mirrors")) {
            add(mirror.part("destination"), mirror.part("percentage"), all);
            mirror.end();
        }
        return all;
    }

    private void add(Fields destination, Fields percentage, List<Map<String, Object>> all) {
        double percent =
                percentage.isEmpty()
                        ? 100
                        : percentage.decimal("value").map(Number::doubleValue).orElse(0.0);
        percentage.end();
        String cluster = catalog.target(destination, namespace, port).cluster();
        if (percent > 0) {
            Map<String, Object> share =
                    Map.of(
                            "numerator",
                            Math.round(percent * PARTS_OF_PERCENT),
                            "denominator",
                            "MILLION");
            all.add(Map.of("cluster", cluster, "runtime_fraction", Map.of("default_value", share)));
        }
    }
}
