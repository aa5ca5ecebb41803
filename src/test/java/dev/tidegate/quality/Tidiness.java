package dev.tidegate.quality;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tidiness checks: each returns what it finds, a line for each, empty when all is well. */
final class Tidiness {

    static final int FILE_LINES = 300;
    static final int METHOD_LINES = 70;
    static final int MEDIAN_LINES = 50;
    static final int NINETY_PERCENT_LINES = 150;

    private static final Set<String> KINDS =
            Set.of(
                    "model",
                    "models",
                    "service",
                    "services",
                    "impl",
                    "util",
                    "utils",
                    "helper",
                    "helpers",
                    "manager",
                    "managers");
    private static final Set<String> TOP =
            Set.of(
                    "pom.xml",
                    "src",
                    "functions",
                    "kafka",
                    "k8s",
                    "README.md",
                    "mvnw",
                    "mvnw.cmd",
                    "tidegate",
                    "target");
    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.$}/-])(/(home|root|Users|work|tmp|mnt)/\\w|[A-Z]:\\\\\\w)");
    private static final Pattern ASSERTION =
            Pattern.compile("(assert|check|expect|verify|fail|then|until|statusCode).*");

    private Tidiness() {}

    static List<String> longFiles(List<Source> sources) {
        return sources.stream()
                .filter(Source::java)
                .filter(source -> source.lines() > FILE_LINES)
                .map(
                        source ->
                                "%s: %d lines, at most %d"
                                        .formatted(source.path(), source.lines(), FILE_LINES))
                .toList();
    }

    static List<String> longMethods(List<Source> sources) {
        return sources.stream()
                .filter(Source::java)
                .filter(source -> source.lines() > METHOD_LINES)
                .flatMap(
                        source ->
                                JavaOutline.of(source).methods().stream()
                                        .filter(method -> method.lines() > METHOD_LINES)
                                        .map(
                                                method ->
                                                        "%s: %s has %d lines, at most %d"
                                                                .formatted(
                                                                        source.path(),
                                                                        method.name(),
                                                                        method.lines(),
                                                                        METHOD_LINES)))
                .toList();
    }

    /**
     * Of the production files, without package-info: half at most 50 lines, nine of ten at most
     * 150.
     */
    static List<String> sizeAims(List<Source> sources) {
        List<Integer> lines =
                sources.stream().filter(Source::main).map(Source::written).sorted().toList();
        if (lines.isEmpty()) {
            return List.of("no production file was found");
        }
        return Stream.of(
                        aim("median", lines.get((lines.size() - 1) / 2), MEDIAN_LINES),
                        aim(
                                "90 %",
                                lines.get((lines.size() * 9 + 9) / 10 - 1), NINETY_PERCENT_LINES))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> aim(String what, int lines, int most) {
        return lines <= most
                ? List.of()
                : List.of("%s of the files: %d lines, aim at %d".formatted(what, lines, most));
    }

    static List<String> unfinished(List<Source> sources) {
        return matching(sources, UNFINISHED);
    }

    static List<String> machinePaths(List<Source> sources) {
        return matching(sources, MACHINE_PATH);
    }

    private static List<String> matching(List<Source> sources, Pattern pattern) {
        return sources.stream()
                .flatMap(
                        source ->
                                source.text()
                                        .lines()
                                        .filter(pattern.asPredicate())
                                        .map(line -> source.path() + ": " + line.strip()))
                .toList();
    }

    static List<String> strangersAtTheTop(List<String> names) {
        return names.stream().filter(name -> !name.startsWith(".") && !TOP.contains(name)).toList();
    }

    static List<String> packagesNamedAfterKinds(List<Source> sources) {
        return packages(sources, source -> true).stream()
                .filter(name -> Stream.of(name.split("/")).anyMatch(KINDS::contains))
                .toList();
    }

    static List<String> packagesNotNullMarked(List<Source> sources) {
        Set<String> all = packages(sources, source -> true);
        all.removeAll(
                packages(
                        sources,
                        source ->
                                source.path().endsWith("/package-info.java")
                                        && source.text().contains("@NullMarked")));
        return List.copyOf(all);
    }

    private static Set<String> packages(List<Source> sources, Predicate<Source> which) {
        return sources.stream()
                .filter(Source::java)
                .filter(which)
                .map(source -> source.path().replaceFirst("^src/\\w+/java/", ""))
                .map(path -> path.substring(0, Math.max(0, path.lastIndexOf('/'))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<String> testsWithoutAssertion(List<Source> sources) {
        return sources.stream()
                .filter(source -> source.path().matches("src/test/.*(Test|IT)\\.java"))
                .filter(
                        source ->
                                JavaOutline.of(source).calls().stream()
                                        .noneMatch(call -> ASSERTION.matcher(call).matches()))
                .map(Source::path)
                .toList();
    }
}
