package dev.tidegate.cli.preview;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;

import dev.tidegate.core.route.ObservedObject;

import java.util.ArrayList;
import java.util.List;

/** The difference between two states of objects, as {@code diff -u} shows it. */
final class ObjectDiff {

    private static final int CONTEXT = 3;

    private ObjectDiff() {}

    /**
     * The objects that differ, each with its lines; empty when none does.
     *
     * @param after the same objects in the same order
     * @param from what the left side is, in brackets after its name; may be empty
     * @param to what the right side is
     */
    static List<String> of(
            List<ObservedObject> before, List<ObservedObject> after, String from, String to) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            ObservedObject old = before.get(i);
            ObservedObject now = after.get(i);
            if (!old.tree().equals(now.tree())) {
                List<String> left = NormalForm.of(old);
                lines.addAll(
                        UnifiedDiffUtils.generateUnifiedDiff(
                                title(old, from),
                                title(now, to),
                                left,
                                DiffUtils.diff(left, NormalForm.of(now)),
                                CONTEXT));
            }
        }
        return lines;
    }

    private static String title(ObservedObject object, String state) {
        String name = "%s %s/%s".formatted(object.kind(), object.namespace(), object.name());
        return state.isEmpty() ? name : "%s (%s)".formatted(name, state);
    }
}
