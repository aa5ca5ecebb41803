package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Tree;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One folder of {@code src/test/resources/routes}: objects in, and what must come of them as text.
 */
public record GoldenFolder(Path path) {

    private static final Path ROOT = Path.of("src/test/resources/routes");

    public static List<GoldenFolder> all() {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.sorted().map(GoldenFolder::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RouteCase routeCase() {
        return new RouteCase(parse(read(path.resolve("rollout.yaml"))));
    }

    public List<ObservedObject> objects() {
        return files("in-").values().stream().map(text -> observed(parse(text))).toList();
    }

    /** The texts of the files whose names start so, by name. */
    Map<String, String> files(String prefix) {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(path)) {
            files.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .forEach(f -> texts.put(f.getFileName().toString(), read(f)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** Everything that is expected, by file name. */
    Map<String, String> expected() {
        Map<String, String> texts = files("");
        texts.keySet().removeIf(name -> name.startsWith("in-") || name.equals("rollout.yaml"));
        return texts;
    }

    void write(String name, String text) {
        try {
            Files.writeString(path.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ObservedObject observed(Map<String, Object> tree) {
        Map<String, Object> metadata = Tree.map(tree, "metadata");
        return new ObservedObject(
                Tree.text(tree, "kind"),
                Tree.text(metadata, "namespace"),
                Tree.text(metadata, "name"),
                tree);
    }

    static Map<String, Object> parse(String text) {
        return new Yaml().load(text);
    }

    static String dump(Map<String, Object> tree) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(1_000);
        return new Yaml(options).dump(tree);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return String.valueOf(path.getFileName());
    }
}
