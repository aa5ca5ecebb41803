package dev.tidegate.sandbox.envoy;

import java.util.LinkedHashMap;
import java.util.Map;

/** Writes {@code outlierDetection}: when an endpoint that fails gets no requests for a while. */
final class Outliers {

    private Outliers() {}

    static Map<String, Object> of(Fields outliers) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("enforcing_success_rate", 0);
        enforced(outliers, "consecutive5xxErrors", "consecutive_5xx", out);
        enforced(outliers, "consecutiveGatewayErrors", "consecutive_gateway_failure", out);
        outliers.duration("interval").ifPresent(d -> out.put("interval", d));
        outliers.duration("baseEjectionTime").ifPresent(d -> out.put("base_ejection_time", d));
        outliers.positive("maxEjectionPercent").ifPresent(n -> out.put("max_ejection_percent", n));
        outliers.end();
        return out;
    }

    /** 0 switches a rule off. */
    private static void enforced(
            Fields outliers, String field, String name, Map<String, Object> out) {
        outliers.number(field)
                .ifPresent(
                        n -> {
                            out.put(name, n);
                            out.put("enforcing_" + name, n > 0 ? 100 : 0);
                        });
    }
}
