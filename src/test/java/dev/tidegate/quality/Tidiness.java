package dev.tidegate.quality;

import dev.tidegate.quality.JavaOutline.Method;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tidiness checks: each returns what it finds, a line for each, empty when all is well. */
final class Tidiness {

    static final int FILE_LINES = 260;
    static final int METHOD_LINES = 60;

    /** Of a test: its steps are told in a row. */
    static final int TEST_FILE_LINES = 300;

    static final int TEST_METHOD_LINES = 70;
    static final int MEDIAN_LINES = 50;
    static final int NINETY_PERCENT_LINES = 150;

    private static final Set<String> KINDS =
            Set.of(
                    "model",
                    "models",
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
                    "LICENSE",
                    "mvnw",
                    "mvnw.cmd",
                    "tidegate",
                    "target");
    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.$}/-])(/(home|root|Users|work|tmp|mnt)/\\w|[A-Z]:\\\\\\w)");
    private static final Pattern ASSERTION =
            Pattern.compile(
                    "(assert|check|expect|verify|fail|then|until|statusCode).*|await[A-Z].*");
    private static final Pattern STATIC_IMPORT =
            Pattern.compile("import static ([\\w.]+)\\.(\\w+);");
    private static final Set<String> TESTS =
            Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory");

    private Tidiness() {}

    static List<String> longFiles(List<Source> sources) {
        return sources.stream()
                .filter(Source::java)
                .filter(source -> source.lines() > fileLines(source))
                .map(
                        source ->
                                "%s: %d lines, at most %d"
                                        .formatted(
                                                source.path(), source.lines(), fileLines(source)))
                .toList();
    }

    static List<String> longMethods(List<Source> sources) {
        return sources.stream()
                .filter(Source::java)
                .filter(source -> source.lines() > methodLines(source))
                .flatMap(
                        source ->
                                JavaOutline.of(source).methods().stream()
                                        .filter(method -> method.lines() > methodLines(source))
                                        .map(
                                                method ->
                                                        "%s: %s has %d lines, at most %d"
                                                                .formatted(
                                                                        source.path(),
                                                                        method.name(),
                                                                        method.lines(),
                                                                        methodLines(source))))
                .toList();
    }

    private static int fileLines(Source source) {
        return source.test() ? TEST_FILE_LINES : FILE_LINES;
    }

    private static int methodLines(Source source) {
        return source.test() ? TEST_METHOD_LINES : METHOD_LINES;
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

    /** A test asserts itself, or calls a method that does: of its file, or statically imported. */
    static List<String> testsWithoutAssertion(List<Source> sources) {
        return sources.stream()
                .filter(source -> source.path().matches("src/test/.*(Test|IT)\\.java"))
                .flatMap(
                        source -> {
                            List<Method> methods = JavaOutline.of(source).methods();
                            Set<String> asserting = asserting(methods, imported(source, sources));
                            return methods.stream()
                                    .filter(m -> !Collections.disjoint(m.annotations(), TESTS))
                                    .filter(m -> !asserting.contains(m.name()))
                                    .map(m -> source.path() + ": " + m.name());
                        })
                .toList();
    }

    /** Names of the methods that assert, or call one of these or of {@code known} that does. */
    private static Set<String> asserting(List<Method> methods, Set<String> known) {
        Set<String> asserting = new HashSet<>(known);
        boolean more = true;
        while (more) {
            more =
                    asserting.addAll(
                            methods.stream()
                                    .filter(
                                            m ->
                                                    m.calls().stream()
                                                            .anyMatch(c -> asserts(c, asserting)))
                                    .map(Method::name)
                                    .toList());
        }
        return asserting;
    }

    /** Names of the methods that the file imports from another of {@code all} and that assert. */
    private static Set<String> imported(Source source, List<Source> all) {
        return STATIC_IMPORT
                .matcher(source.text())
                .results()
                .filter(
                        found ->
                                all.stream()
                                        .filter(
                                                other ->
                                                        other.path()
                                                                .endsWith(
                                                                        "/java/"
                                                                                + found.group(1)
                                                                                        .replace(
                                                                                                '.',
                                                                                                '/')
                                                                                + ".java"))
                                        .map(other -> JavaOutline.of(other).methods())
                                        .anyMatch(
                                                methods ->
                                                        asserting(methods, Set.of())
                                                                .contains(found.group(2))))
                .map(found -> found.group(2))
                .collect(Collectors.toSet());
    }

    private static boolean asserts(String call, Set<String> asserting) {
        return ASSERTION.matcher(call).matches() || asserting.contains(call);
    }
}
