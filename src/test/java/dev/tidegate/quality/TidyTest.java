package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

class TidyTest {

    private static final Path TOP = Path.of("");

    private static List<Source> sources = List.of();

    @BeforeAll
    static void readsTheRepository() {
        sources = Source.below(TOP.toAbsolutePath());
    }

    static Stream<Arguments> checks() {
        return Stream.of(
                check("longFiles", Tidiness::longFiles),
                check("longMethods", Tidiness::longMethods),
                check("sizeAims", Tidiness::sizeAims),
                check("unfinished", Tidiness::unfinished),
                check("machinePaths", Tidiness::machinePaths),
                check("phasesAsText", PhaseTexts::found),
                check("packagesNamedAfterKinds", Tidiness::packagesNamedAfterKinds),
                check("packagesNotNullMarked", Tidiness::packagesNotNullMarked),
                check("testsWithoutAssertion", Tidiness::testsWithoutAssertion));
    }

    private static Arguments check(String name, Function<List<Source>, List<String>> check) {
        return arguments(name, check);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("checks")
    void repositoryHasNo(String name, Function<List<Source>, List<String>> check) {
        assertThat(sources).as("the walk finds the sources").anyMatch(Source::main);
        assertThat(check.apply(sources)).as(name).isEmpty();
    }

    @Test
    void topFolderHoldsWhatItMay() throws IOException {
        try (Stream<Path> names = Files.list(TOP.toAbsolutePath())) {
            assertThat(
                            Tidiness.strangersAtTheTop(
                                    names.map(n -> n.getFileName().toString()).toList()))
                    .isEmpty();
        }
    }
}
