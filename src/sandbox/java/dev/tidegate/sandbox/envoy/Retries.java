package dev.tidegate.sandbox.envoy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes {@code retries}: without them Istio tries twice more, and not after a plain 503. */
final class Retries {
    private static final String DEFAULT_ON =
            "connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes";

    private static final Map<String, Object> PREVIOUS_HOSTS =
            Map.of(
                    "name",
                    "envoy.retry_host_predicates.previous_hosts",
                    "typed_config",
                    Map.of(
                            "@type",
                            "type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate"));

    private Retries() {}

    /**
     * The retry policy; empty when it is switched off.
     *
     * @param sticks whether requests stick to an endpoint, so that a retry goes to no other
     */
    static Optional<Map<String, Object>> of(Fields route, boolean sticks) {
        Fields retries = route.part("retries");
        long attempts = retries.number("attempts").orElse(route.has("retries") ? 0 : 2);
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("num_retries", attempts);
        policy.put("host_selection_retry_max_attempts", 5);
        on(retries.word("retryOn").orElse(DEFAULT_ON), policy);
        retries.duration("perTryTimeout").ifPresent(d -> policy.put("per_try_timeout", d));
        retries.duration("backoff")
                .ifPresent(d -> policy.put("retry_back_off", Map.of("base_interval", d)));
        boolean elsewhere =
                retries.has("retryIgnorePreviousHosts")
                        ? retries.flag("retryIgnorePreviousHosts")
                        : !sticks;
        if (elsewhere) {
            policy.put("retry_host_predicate", List.of(PREVIOUS_HOSTS));
        }
        retries.end();
        return attempts > 0 ? Optional.of(policy) : Optional.empty();
    }

    /** Status codes may stand among the words. */
    private static void on(String text, Map<String, Object> policy) {
        List<String> words = new ArrayList<>();
        List<Integer> codes = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String word = part.strip();
            if (word.matches("[1-5][0-9]{2}")) {
                codes.add(Integer.valueOf(word));
            } else if (!word.isEmpty()) {
                words.add(word);
            }
        }
        if (!codes.isEmpty()) {
            policy.put("retriable_status_codes", codes);
            if (!words.contains("retriable-status-codes")) {
                words.add("retriable-status-codes");
            }
        }
        policy.put("retry_on", String.join(",", words));
    }
}
