package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.IntStream;

/** Each check finds its bad sample and lets a good one pass. */
class TidinessTest {

    @Test
    void fileOfMoreThan260LinesIsFound() {
        assertThat(Tidiness.longFiles(List.of(main("A", "\n".repeat(261))))).hasSize(1);
        assertThat(Tidiness.longFiles(List.of(main("A", "\n".repeat(260))))).isEmpty();
        // and in a test
        String path = "src/test/java/a/ATest.java";
        assertThat(Tidiness.longFiles(List.of(new Source(path, "\n".repeat(301))))).hasSize(1);
        assertThat(Tidiness.longFiles(List.of(new Source(path, "\n".repeat(300))))).isEmpty();
    }

    @Test
    void methodOfMoreThanSixtyLinesIsFound() {
        assertThat(Tidiness.longMethods(List.of(main("A", method(59)))))
                .containsExactly("src/main/java/a/A.java: long_ has 61 lines, at most 60");
        assertThat(Tidiness.longMethods(List.of(main("A", method(58))))).isEmpty();
    }

    @Test
    void medianAboveFiftyLinesIsFound() {
        assertThat(Tidiness.sizeAims(files(51, 51, 10))).hasSize(1);
        assertThat(Tidiness.sizeAims(List.of(main("A", "import a.B;\n" + "\n".repeat(50)))))
                .isEmpty();
        assertThat(Tidiness.sizeAims(files(50, 300, 10))).noneMatch(f -> f.startsWith("median"));
    }

    @Test
    void oneFileOfFiveAbove150LinesIsFound() {
        assertThat(Tidiness.sizeAims(files(1, 1, 1, 1, 151)))
                .containsExactly("90 % of the files: 151 lines, aim at 150");
        assertThat(Tidiness.sizeAims(files(1, 1, 1, 1, 1, 1, 1, 1, 150, 299))).isEmpty();
    }

    @Test
    void noFileAtAllIsFound() {
        assertThat(Tidiness.sizeAims(List.of())).isNotEmpty();
    }

    @Test
    void unfinishedWorkIsFound() {
        assertThat(Tidiness.unfinished(List.of(main("A", "// TO" + "DO later")))).hasSize(1);
        assertThat(Tidiness.unfinished(List.of(main("A", "// FIX" + "ME")))).hasSize(1);
        assertThat(Tidiness.unfinished(List.of(main("A", "// done")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ho~me/ann/x", "cd /wo~rk/x", "'/tm~p/x'", "C:~\\Users"})
    void pathOfAMachineIsFound(String line) {
        assertThat(Tidiness.machinePaths(List.of(main("A", line.replace("~", ""))))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/rollouts", "target/work/x", "https://a.b/home/c", "$HOME/x"})
    void otherPathsPass(String line) {
        assertThat(Tidiness.machinePaths(List.of(main("A", line)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "move.phase().title().equals(\"Preparing\")",
                "case \"RolledBack\" -> 1;",
                "Set.of(\"Succeeded\", \"Failed\").contains(phase)"
            })
    void phaseComparedAsTextIsFound(String line) {
        assertThat(PhaseTexts.found(List.of(main("A", line)))).hasSize(1);
        assertThat(PhaseTexts.found(List.of(main("rollout/PhaseKind", line)))).isEmpty();
    }

    @Test
    void strangerAtTheTopIsFound() {
        assertThat(Tidiness.strangersAtTheTop(List.of("src", ".ci", "docs", "Makefile")))
                .containsExactly("docs", "Makefile");
    }

    @Test
    void packageNamedAfterAKindIsFound() {
        Source bad = new Source("src/main/java/a/util/A.java", "");
        assertThat(Tidiness.packagesNamedAfterKinds(List.of(bad, main("A", ""))))
                .containsExactly("a/util");
    }

    @Test
    void packageThatIsNotNullMarkedIsFound() {
        Source info = new Source("src/main/java/b/package-info.java", "@NullMarked package b;");
        Source unmarked = new Source("src/main/java/a/package-info.java", "package a;");
        Source marked = new Source("src/test/java/b/BTest.java", "");
        assertThat(Tidiness.packagesNotNullMarked(List.of(main("A", ""), unmarked, marked, info)))
                .containsExactly("a");
    }

    @Test
    void testThatAssertsNothingIsFound() {
        Source idle =
                new Source(
                        "src/test/java/a/ATest.java",
                        """
                        class ATest {
                            @Test void idle() { run(); }
                            @ParameterizedTest void busy() { run(() -> assertThat(1)); }
                            void unasked() { run(); }
                        }
                        """);
        Source good =
                new Source(
                        "src/test/java/a/BIT.java",
                        """
                        class BIT {
                            @Test void x() { y(); }
                            void y() { z(); }
                            void z() { await().until(() -> true); }
                        }
                        """);
        Source asking =
                new Source(
                        "src/test/java/a/CIT.java",
                        """
                        import static a.Answers.refused;
                        class CIT { @Test void x() { refused(); } }
                        """);
        Source answers =
                new Source(
                        "src/test/java/a/Answers.java",
                        "class Answers { static void refused() { assertThat(1); } }");
        assertThat(Tidiness.testsWithoutAssertion(List.of(idle, good, asking, answers)))
                .containsExactly(idle.path() + ": idle");
    }

    private static Source main(String name, String text) {
        return new Source("src/main/java/a/" + name + ".java", text);
    }

    private static List<Source> files(int... lines) {
        return IntStream.of(lines).mapToObj(n -> main("A" + n, "\n".repeat(n))).toList();
    }

    private static String method(int inner) {
        return "class A {\nvoid short_() {}\nvoid long_() {\n" + "\n".repeat(inner) + "}\n}\n";
    }
}
