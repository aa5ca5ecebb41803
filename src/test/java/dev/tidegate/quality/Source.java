package dev.tidegate.quality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A text file of the repository.
 *
 * @param path relative to the top folder, with slashes
 */
record Source(String path, String text) {

    private static final Set<String> NOT_OURS = Set.of(".git", "target", ".idea", ".vscode");
    private static final Set<String> TEXT =
            Set.of("java", "md", "xml", "yaml", "yml", "json", "properties", "html", "sh", "");

    /** The text files below {@code top}, without what the build and the tools put there. */
    static List<Source> below(Path top) {
        try (Stream<Path> names = Files.list(top)) {
            return names.filter(name -> !NOT_OURS.contains(name.getFileName().toString()))
                    .flatMap(name -> files(name).stream())
                    .filter(Source::readable)
                    .map(file -> new Source(slashed(top.relativize(file)), read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path below) {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean java() {
        return path.endsWith(".java");
    }

    boolean main() {
        return path.startsWith("src/main/java/") && !path.endsWith("package-info.java");
    }

    boolean test() {
        return path.startsWith("src/test/");
    }

    /** Lines without the imports, which the formatter lays out. */
    int written() {
        return (int) text.lines().filter(line -> !line.startsWith("import ")).count();
    }

    int lines() {
        return (int) text.lines().count();
    }

    private static boolean readable(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith("mvnw") && TEXT.contains(ending(name));
    }

    private static String ending(String name) {
        return name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "";
    }

    private static String slashed(Path file) {
        return file.toString().replace('\\', '/');
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
