package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.stream.Stream;

class ArchitectureTest {

    private static JavaClasses classes = new ClassFileImporter().importClasses();

    @BeforeAll
    static void readsTheProductionClasses() {
        classes = new ClassFileImporter().importPath(Path.of("target", "classes"));
    }

    static Stream<Arguments> rules() {
        return ArchitectureRules.all().entrySet().stream()
                .map(rule -> arguments(rule.getKey(), rule.getValue()));
    }

    @Test
    void productionClassesAreThere() {
        assertThat(classes.contain("dev.tidegate.core.rollout.Rollout")).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void productionClassesKeep(String name, ArchRule rule) {
        assertThat(rule.evaluate(classes).getFailureReport().getDetails()).as(name).isEmpty();
    }
}
