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
        // one after the other: a second kind of match stays unread, and is refused
        Optional<Map<String, Object>> read =
                match.text("exact")
                        .<Map<String, Object>>map(text -> Map.of("exact", text))
                        .or(() -> match.text("prefix").map(text -> Map.of("prefix", text)))
                        .or(() -> match.text("regex").map(StringMatch::regex))
                        .filter(kind -> !kind.equals(regex("*")));
        match.end();
        return read;
    }

    private static Map<String, Object> regex(String text) {
        return Map.of("safe_regex", Map.of("regex", text));
    }
}
