package dev.tidegate.cli.input;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a YAML document holds as JSON values that share nothing. With anchors, a short text can be a
 * large tree, or one that contains itself: so their number and depth are bounded.
 */
final class JsonValues {

    private static final int MOST = 2_000_000;

    private final int deepest;
    private int values;

    JsonValues(int deepest) {
        this.deepest = deepest;
    }

    @Nullable Object of(@Nullable Object value) {
        return json(value, 0);
    }

    private @Nullable Object json(@Nullable Object value, int depth) {
        values++;
        if (depth > deepest || values > MOST) {
            throw new IllegalArgumentException(
                    "more than %d values, or %d levels of them; give less"
                            .formatted(MOST, deepest));
        }
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, each) -> copy.put(String.valueOf(key), json(each, depth + 1)));
                yield copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(each -> copy.add(json(each, depth + 1)));
                yield copy;
            }
            case String _, Number _, Boolean _ -> value;
            default ->
                    throw new IllegalArgumentException(
                            "a value of a kind that JSON does not have; write a text or a number");
        };
    }
}
