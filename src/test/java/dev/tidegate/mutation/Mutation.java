package dev.tidegate.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A small fault.
 *
 * @param file the end of the path of the source, without {@code .java}
 * @param before what stands there, once; blanks and line breaks are all the same
 * @param after what takes its place
 * @param tests simple names of the classes, one of which must fail
 * @param seeds how many seeds of the simulation are played, one of which must fail; 0 for none
 * @param survives why none of them can notice it; empty when one must
 */
record Mutation(
        String file,
        String before,
        String after,
        List<String> tests,
        long seeds,
        Optional<String> survives) {

    private static final Path LIST = Path.of("src", "test", "resources", "mutations");
    private static final Path ROOT = Path.of("src", "main", "java", "dev", "tidegate");
    private static final String SEEDS = "seeds: ";
    private static final String SURVIVES = "survives: ";

    /** All of the list. */
    static List<Mutation> all() {
        return blocks("mutations.txt").map(Mutation::of).toList();
    }

    /** What stands between empty lines of a list, line by line. */
    static Stream<List<String>> blocks(String list) {
        return Stream.of(read(LIST.resolve(list)).split("\n\n"))
                .map(Mutation::lines)
                .filter(lines -> !lines.isEmpty());
    }

    private static List<String> lines(String block) {
        return block.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }

    static Mutation of(List<String> lines) {
        List<String> words = lines.subList(3, lines.size()).stream().map(String::strip).toList();
        return new Mutation(
                lines.getFirst(),
                lines.get(1).substring(1).strip(),
                lines.get(2).substring(1).strip(),
                words.stream()
                        .filter(line -> !line.startsWith(SURVIVES) && !line.startsWith(SEEDS))
                        .flatMap(line -> Arrays.stream(line.split(" +")))
                        .toList(),
                words.stream()
                        .filter(line -> line.startsWith(SEEDS))
                        .mapToLong(line -> Long.parseLong(line.substring(SEEDS.length())))
                        .sum(),
                words.stream()
                        .filter(line -> line.startsWith(SURVIVES))
                        .map(line -> line.substring(SURVIVES.length()))
                        .findFirst());
    }

    /** The source that has it, among those that decide and those that write routes. */
    Path source() {
        List<Path> found = new ArrayList<>();
        for (String room : List.of("core", "controller", "adapter/istio")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(room))) {
                files.filter(path -> path.endsWith(Path.of(file + ".java"))).forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (found.size() != 1) {
            throw new IllegalStateException(
                    "%s: the file is there %d times: %s".formatted(this, found.size(), found));
        }
        return found.getFirst();
    }

    /** The text of the source with the fault in it. */
    String mutated() {
        return in(read(source()));
    }

    /** A text of the source with the fault in it. */
    String in(String text) {
        Pattern pattern =
                Pattern.compile(
                        Arrays.stream(before.split("\\s+"))
                                .map(Pattern::quote)
                                .collect(Collectors.joining("\\s+")));
        List<MatchResult> found = pattern.matcher(text).results().toList();
        if (found.size() != 1) {
            throw new IllegalStateException(
                    "%s: what stands before is there %d times; write it anew, or take it out"
                            .formatted(this, found.size()));
        }
        MatchResult place = found.getFirst();
        return text.substring(0, place.start()) + after + text.substring(place.end());
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "%s: %s → %s".formatted(file, before, after.isEmpty() ? "(nothing)" : after);
    }
}
