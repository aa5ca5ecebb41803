package dev.tidegate.sandbox;

import dev.tidegate.sandbox.process.Guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code src/docker/Dockerfile} makes, without a container engine: its COPY, RUN and
 * ENTRYPOINT followed below a directory, on the JDK that runs this class.
 */
public final class Image {

    private static final Path DOCKERFILE = Path.of("src", "docker", "Dockerfile");

    private final Path root;
    private final Path log;
    private Optional<List<String>> entrypoint = Optional.empty();

    private Image(Path root, Path log) {
        this.root = root.toAbsolutePath();
        this.log = log;
    }

    /**
     * Follows the Dockerfile line by line, from the project's directory.
     *
     * @param root empty directory that takes the place of {@code /}
     * @param log file for what its commands print
     * @throws IllegalStateException naming the line that fails, or that is not understood
     */
    public static Image build(Path root, Path log) {
        Image image = new Image(root, log);
        try {
            String text = Files.readString(DOCKERFILE).replace("\\\n", " ");
            text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).forEach(image::follow);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + DOCKERFILE, e);
        }
        return image;
    }

    /**
     * The command that a container of it runs; the paths are those below the root.
     *
     * @throws IllegalStateException when the Dockerfile has none
     */
    public List<String> entrypoint() {
        return entrypoint.orElseThrow(() -> new IllegalStateException("no ENTRYPOINT"));
    }

    private void follow(String line) {
        List<String> words =
                Arrays.stream(line.strip().split("\\s+")).filter(w -> !w.startsWith("--")).toList();
        try {
            switch (words.getFirst()) {
                case "COPY" -> copy(Path.of(words.get(1)), words.get(2));
                case "RUN" -> run(words.subList(1, words.size()));
                case "ENTRYPOINT" -> entrypoint = Optional.of(placed(quoted(line)));
                case "FROM", "USER", "EXPOSE" -> {
                    // of no meaning without a container
                }
                default -> throw new IllegalStateException("is not understood here");
            }
        } catch (IOException | IllegalStateException e) {
            throw new IllegalStateException(
                    "%s: \"%s\": %s".formatted(DOCKERFILE, line.strip(), e.getMessage()), e);
        }
    }

    /** With the files' times, as an image keeps them: the AOT cache holds those of the jars. */
    private void copy(Path from, String to) throws IOException {
        Path target = below(to);
        if (to.endsWith("/")) {
            target = target.resolve(from.getFileName());
        }
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path copied = target.resolve(from.relativize(each));
                if (Files.isDirectory(each)) {
                    Files.createDirectories(copied);
                } else {
                    Files.createDirectories(copied.getParent());
                    Files.copy(each, copied, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private void run(List<String> words) throws IOException {
        Process process =
                Guard.start(
                        new ProcessBuilder(placed(words))
                                .directory(root.toFile())
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException("ended with %d; see %s".formatted(code, log));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The words with this JDK's java, and every absolute path below the root. */
    private List<String> placed(List<String> words) {
        List<String> placed = new ArrayList<>();
        for (String word : words) {
            int path = word.startsWith("@/") ? 1 : word.indexOf("=/") + 1;
            if (word.equals("java")) {
                placed.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            } else if (path > 0 || word.startsWith("/")) {
                placed.add(word.substring(0, path) + below(word.substring(path)));
            } else {
                placed.add(word);
            }
        }
        return placed;
    }

    private Path below(String path) {
        return root.resolve(path.substring(1));
    }

    /** The words in quotes, such as those of {@code ENTRYPOINT ["java", "-jar"]}. */
    private static List<String> quoted(String line) {
        String[] parts = line.split("\"", -1);
        return Arrays.stream(parts).skip(1).filter(p -> !p.matches("[\\s,\\]]+")).toList();
    }
}
