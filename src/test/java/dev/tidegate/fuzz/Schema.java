package dev.tidegate.fuzz;

import dev.tidegate.core.route.ObservedObject;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the schemas of every API server keep out: names that are none, numbers that are no int32,
 * labels and annotations that are no text. The other types stay as wrong as they are.
 */
final class Schema {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");
    private static final Set<String> OF_TEXTS = Set.of("labels", "annotations", "sourceLabels");

    private Schema() {}

    static boolean takes(ObservedObject object) {
        return NAME.matcher(object.name()).matches()
                && NAME.matcher(object.namespace()).matches()
                && object.tree().getOrDefault("spec", Map.of()) instanceof Map<?, ?>;
    }

    /** Takes out of the tree what is never stored. */
    static void prune(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            map.entrySet().removeIf(e -> "weight".equals(e.getKey()) && !int32(e.getValue()));
            map.entrySet()
                    .removeIf(
                            e ->
                                    OF_TEXTS.contains(e.getKey())
                                            && !(e.getValue() instanceof Map<?, ?> texts
                                                    && texts.values().stream()
                                                            .allMatch(String.class::isInstance)));
            map.values().forEach(Schema::prune);
        } else if (tree instanceof Collection<?> list) {
            list.forEach(Schema::prune);
        }
    }

    private static boolean int32(Object value) {
        return value instanceof Integer;
    }
}
