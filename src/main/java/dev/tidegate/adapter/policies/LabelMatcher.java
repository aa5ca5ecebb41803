package dev.tidegate.adapter.policies;

import com.google.re2j.Pattern;

import java.util.function.Predicate;

/**
 * What a selector asks of one label of a series. A label that is missing is an empty text.
 *
 * @param operator {@code =}, {@code !=}, {@code =~} or {@code !~}
 * @param value without its quotes
 * @param test whether a label's value is right
 */
public record LabelMatcher(String label, String operator, String value, Predicate<String> test) {

    /** Reads it; an expression must match the whole value. */
    static LabelMatcher of(String field, String label, String operator, String value) {
        return new LabelMatcher(label, operator, value, test(field, operator, value));
    }

    private static Predicate<String> test(String field, String operator, String value) {
        if (operator.equals("=")) {
            return value::equals;
        }
        if (operator.equals("!=")) {
            return text -> !value.equals(text);
        }
        Expressions.check(field, value);
        Predicate<String> whole = Pattern.compile(value)::matches;
        return operator.equals("=~") ? whole : whole.negate();
    }

    /** As PromQL has it. */
    String text() {
        return text(label, operator, value);
    }

    static String text(String label, String operator, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return "%s%s\"%s\"".formatted(label, operator, escaped);
    }
}
