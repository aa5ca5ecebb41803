package dev.tidegate.adapter.policies;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Regular expressions as Istio's proxies read them. */
final class Expressions {

    private Expressions() {}

    /**
     * Checks one.
     *
     * @throws IllegalArgumentException naming the field and the value, when RE2 refuses it
     */
    static void check(String field, String value) {
        try {
            Pattern.compile(value);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "%s: \"%s\" is no regular expression of RE2; close every bracket, and use neither look-around nor back references, which RE2 has not"
                            .formatted(field, value),
                    e);
        }
    }
}
