package dev.tidegate.simulation.api;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trees as they come back from a server: copies that nobody can change, with numbers as read. */
public final class Frozen {

    private Frozen() {}

    /** A copy of an object's tree. */
    public static Map<String, Object> map(Map<String, ?> tree) {
        Map<String, Object> copy = new LinkedHashMap<>();
        tree.forEach((key, value) -> copy.put(key, value(value)));
        return Collections.unmodifiableMap(copy);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // a JSON value may be null
    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> map((Map<String, ?>) map);
            case List<?> list -> {
                List<Object> copy = new ArrayList<>();
                list.forEach(each -> copy.add(value(each)));
                yield Collections.unmodifiableList(copy);
            }
            case Long number when number == number.intValue() -> number.intValue();
            case String _, Boolean _, Integer _, Long _, Double _ -> value;
            case Number number -> number.doubleValue();
            default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
        };
    }
}
