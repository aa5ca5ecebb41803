package dev.tidegate.sandbox.envoy;

import java.util.Map;

/** Writes {@code rewrite}: another path or host for the one who gets the request. */
final class Rewrites {

    private Rewrites() {}

    static void of(Fields http, Map<String, Object> action) {
        Fields rewrite = http.part("rewrite");
        Fields regex = rewrite.part("uriRegexRewrite");
        rewrite.word("uri").ifPresent(uri -> action.put("prefix_rewrite", uri));
        if (!regex.isEmpty()) {
            action.remove("prefix_rewrite");
            action.put(
                    "regex_rewrite",
                    Map.of(
                            "pattern",
                            Map.of("regex", regex.text("match").orElse("")),
                            "substitution",
                            regex.text("rewrite").orElse("")));
        }
        regex.end();
        rewrite.word("authority").ifPresent(host -> action.put("host_rewrite_literal", host));
        rewrite.end();
    }
}
