package dev.tidegate.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the faults of {@code src/test/resources/mutations} into the sources, one at a time, and
 * expects a test to fail. It has a JVM to itself, since a mutant may go round for ever, and by its
 * own command: {@code ./mvnw test -Dtest=MutationTest -Dmutations.play=true}.
 */
@EnabledIfSystemProperty(
        named = "mutations.play",
        matches = "true",
        disabledReason =
                "a mutant may never rest: ./mvnw test -Dtest=MutationTest -Dmutations.play=true")
class MutationTest {

    private static final String ONLY = System.getProperty("mutations", "");

    static List<Mutation> mutations() {
        return Mutation.all().stream()
                .filter(each -> each.source().toString().contains(ONLY))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void aTestNoticesTheFault(Mutation mutation) {
        Map<String, byte[]> mutant = MutantCompiler.compile(mutation);
        Optional<String> noticed =
                mutation.tests().isEmpty()
                        ? SeedRun.firstFailure(mutant, 0, mutation.seeds()).map(Object::toString)
                        : TestRun.firstFailure(mutant, mutation.tests());
        if (mutation.survives().isPresent()) {
            assertThat(noticed)
                    .as("%s is noticed now: take out why it survives", mutation)
                    .isEmpty();
        } else {
            assertThat(noticed)
                    .as(
                            "%s is noticed by one of %s, or %d seeds",
                            mutation, mutation.tests(), mutation.seeds())
                    .isPresent();
        }
    }

    @Test
    void theTestsPassWithoutAFault() {
        List<String> tests =
                mutations().stream().flatMap(m -> m.tests().stream()).distinct().sorted().toList();
        assertThat(TestRun.firstFailure(Map.of(), tests)).isEmpty();
        long seeds = mutations().stream().mapToLong(Mutation::seeds).max().orElse(0);
        assertThat(SeedRun.firstFailure(Map.of(), 0, seeds)).isEmpty();
    }
}
