package dev.tidegate.cli.input;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

import java.util.ArrayList;
import java.util.List;

/**
 * The documents of a YAML or JSON text as JSON values: maps with text for keys, lists, texts,
 * numbers, booleans, nulls. Anchors are followed; a key that stands twice is refused.
 */
public final class YamlDocuments {

    private static final int DEEPEST = 100;

    private YamlDocuments() {}

    /**
     * The documents in their order, with null for an empty one.
     *
     * @throws IllegalArgumentException naming the file and the line
     */
    public static List<@Nullable Object> of(TextFile file) {
        List<@Nullable Object> documents = new ArrayList<>();
        JsonValues values = new JsonValues(DEEPEST);
        try {
            for (Object document : yaml(file.text().length()).loadAll(file.text())) {
                documents.add(values.of(document));
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
            throw wrong(file, "line %d: no YAML: %s".formatted(line + 1, e.getProblem()));
        } catch (YAMLException e) {
            throw wrong(file, "no YAML: " + first(String.valueOf(e.getMessage())));
        }
        return documents;
    }

    private static IllegalArgumentException wrong(TextFile file, String what) {
        return new IllegalArgumentException(file.title() + ": " + what);
    }

    private static String first(String message) {
        return message.lines().findFirst().orElse("");
    }

    private static Yaml yaml(int length) {
        LoaderOptions limits = new LoaderOptions();
        limits.setAllowDuplicateKeys(false);
        limits.setCodePointLimit(Math.max(1, length));
        limits.setNestingDepthLimit(DEEPEST);
        DumperOptions unused = new DumperOptions();
        return new Yaml(
                new SafeConstructor(limits),
                new Representer(unused),
                unused,
                limits,
                new NoTimes());
    }
}
