package dev.tidegate.adapter.policies;

import dev.tidegate.core.traffic.TextMatch;
import dev.tidegate.core.traffic.TextMatch.Kind;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Conditions on a text, as a policy has them and as the core has them. */
final class TextMatchSpecs {

    private static final int LONGEST = 1_024;

    private TextMatchSpecs() {}

    static Optional<TextMatch> optional(String field, @Nullable TextMatchSpec spec) {
        return Optional.ofNullable(spec).map(s -> read(field, s));
    }

    /**
     * The condition.
     *
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    static TextMatch read(String field, TextMatchSpec spec) {
        String value = spec.exact();
        Kind kind = Kind.EXACT;
        int named = value == null ? 0 : 1;
        if (spec.prefix() != null) {
            kind = Kind.PREFIX;
            value = spec.prefix();
            named++;
        }
        if (spec.regex() != null) {
            kind = Kind.REGEX;
            value = spec.regex();
            named++;
        }
        if (value == null || named != 1) {
            throw new IllegalArgumentException(
                    "%s: names %d of exact, prefix and regex; name exactly one, such as {exact: beta}"
                            .formatted(field, named));
        }
        if (value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "%s: has %d characters; use 1 to %d".formatted(field, value.length(), LONGEST));
        }
        if (kind == Kind.REGEX) {
            Expressions.check(field + ".regex", value);
        }
        return new TextMatch(kind, value);
    }

    /** Of a cookie's value, which ends before a semicolon and is matched as a whole. */
    static void cookie(String field, TextMatch match) {
        String value = match.value();
        if (match.kind() == Kind.REGEX && (value.startsWith("^") || value.endsWith("$"))) {
            throw new IllegalArgumentException(
                    "%s.regex: \"%s\" has ^ or $, which no value between other cookies begins or ends with; leave them out, it is matched as a whole"
                            .formatted(field, value));
        }
        if (match.kind() != Kind.REGEX && value.contains(";")) {
            throw new IllegalArgumentException(
                    "%s: \"%s\" has a semicolon, which no cookie's value has; leave it out"
                            .formatted(field, value));
        }
    }

    /** Of a path. */
    static void path(String field, TextMatch match) {
        if (match.kind() != Kind.REGEX && !match.value().startsWith("/")) {
            throw new IllegalArgumentException(
                    "%s: \"%s\" is no path; begin with /, such as /%s"
                            .formatted(field, match.value(), match.value()));
        }
    }

    static TextMatchSpec write(TextMatch match) {
        return switch (match.kind()) {
            case EXACT -> new TextMatchSpec(match.value(), null, null);
            case PREFIX -> new TextMatchSpec(null, match.value(), null);
            case REGEX -> new TextMatchSpec(null, null, match.value());
        };
    }

    static @Nullable Map<String, TextMatchSpec> write(Map<String, TextMatch> matches) {
        Map<String, TextMatchSpec> specs = new TreeMap<>();
        matches.forEach((name, match) -> specs.put(name, write(match)));
        return specs.isEmpty() ? null : specs;
    }
}
