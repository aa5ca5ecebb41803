package dev.tidegate.sandbox.envoy;

import java.util.Map;
import java.util.Optional;

/** Reads Istio's {@code exact}, {@code prefix} and {@code regex} as Envoy's matcher. */
final class StringMatch {

    private StringMatch() {}

    /**
     * The matcher; empty when anything that is there will do: {@code {}} and the regex {@code *}.
     *
     * @throws Refused for any other kind of match
     */
    static Optional<Map<String, Object>> of(Fields match) {
        Optional<String> exact = match.text("exact");
        Optional<String> prefix = match.text("prefix");
        Optional<String> regex = match.text("regex").filter(r -> !r.equals("*"));
        match.end();
        return exact.<Map<String, Object>>map(text -> Map.of("exact", text))
                .or(() -> prefix.map(text -> Map.of("prefix", text)))
                .or(() -> regex.map(text -> Map.of("safe_regex", Map.of("regex", text))));
    }
}
