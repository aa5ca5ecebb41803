package dev.tidegate.cli.input;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
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
     * @throws IllegalArgumentException naming the file, and the line and column if they are known
     */
    public static List<@Nullable Object> of(TextFile file) {
        JsonValues values = new JsonValues(DEEPEST);
        List<@Nullable Object> documents = new ArrayList<>();
        for (Object document : JsonDocuments.mayBe(file.text()) ? bracketed(file) : loaded(file)) {
            try {
                documents.add(values.of(document));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file.title() + ": " + e.getMessage(), e);
            }
        }
        return documents;
    }

    /** JSON, or YAML that begins like it. */
    private static List<@Nullable Object> bracketed(TextFile file) {
        try {
            return JsonDocuments.of(file);
        } catch (IllegalArgumentException json) {
            try {
                return loaded(file);
            } catch (IllegalArgumentException yaml) {
                // whoever indents by tabs meant JSON
                throw file.text().contains("\t") ? json : yaml;
            }
        }
    }

    private static List<@Nullable Object> loaded(TextFile file) {
        List<@Nullable Object> documents = new ArrayList<>();
        try {
            yaml(file.text().length()).loadAll(file.text()).forEach(documents::add);
        } catch (YAMLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file.title() + ": " + YamlProblem.of(e, file.text()), e);
        }
        return documents;
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
