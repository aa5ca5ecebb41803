package dev.tidegate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One folder of {@code src/test/resources/cases}: an input, the right answer in words ({@code
 * expected.md}) and for a test ({@code right.yaml}).
 *
 * @param right {@code by}: read, preview, play or envoy; {@code mendedBy}: the issue that mends it,
 *     absent when the answer is right today; and what the reader of that kind asks for (see {@link
 *     Outcome}), or {@code anyOf} several of that, each right. A marked case that is read or
 *     previewed also has {@code today}, the outcome of the fault: it shows that the case fails for
 *     that fault, and not for a slip in its own files
 */
public record Case(Path folder, Map<String, Object> right) {

    private static final Path ROOT = Path.of("src", "test", "resources", "cases");

    /** All cases that are tried in this way, at least one. */
    public static List<Case> by(String how) {
        return all().stream().filter(each -> how.equals(each.right().get("by"))).toList();
    }

    /** The case of this folder, such as {@code package-url/percent-encoded}. */
    public static Case of(String folder) {
        Path path = ROOT.resolve(folder);
        return new Case(path, new Yaml().load(read(path.resolve("right.yaml"))));
    }

    static List<Case> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(f -> f.endsWith("right.yaml"))
                    .map(f -> of(ROOT.relativize(f.resolveSibling("")).toString()))
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs the check of the right answer. Of a case that is marked the check must fail by an
     * assertion: when it passes, the mark has to go.
     */
    public void check(ThrowingCallable check) throws Throwable {
        if (right.get("mendedBy") == null) {
            check.call();
            return;
        }
        assertThat(catchThrowable(check))
                .as(
                        "%s is right now: take mendedBy: %s out of its right.yaml, and today",
                        this, right.get("mendedBy"))
                .isInstanceOf(AssertionError.class);
    }

    /** The texts of the files whose names start so, by name. */
    public Map<String, String> files(String prefix) {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .forEach(f -> texts.put(f.getFileName().toString(), read(f)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** The outcome that shows the fault of a marked case. */
    @SuppressWarnings("unchecked")
    public Optional<Map<String, Object>> today() {
        return Optional.ofNullable((Map<String, Object>) right.get("today"));
    }

    /** The outcomes each of which is right. */
    public List<Map<String, Object>> rights() {
        return right.containsKey("anyOf") ? list(right, "anyOf") : List.of(right);
    }

    /** The list of this name; empty when it is not there. */
    @SuppressWarnings("unchecked")
    public static <T> List<T> list(Map<String, Object> of, String name) {
        return (List<T>) of.getOrDefault(name, List.of());
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
        return ROOT.relativize(folder).toString();
    }
}
