package dev.tidegate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

class CaseTest {

    private static final Set<String> WAYS = Set.of("read", "preview", "play", "envoy");

    static List<Case> all() {
        return Case.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachIsTriedInOneWayAndSaysInWordsWhatIsRight(Case each) {
        assertThat(each.right().get("by")).isIn(WAYS);
        assertThat(each.files("expected.md").values()).allMatch(text -> !text.isBlank());
    }

    @Test
    void markedCaseThatBeginsToPassFails() {
        Case marked = new Case(Path.of("kind", "name"), Map.of("mendedBy", 12));
        assertThatThrownBy(() -> marked.check(() -> {}))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("take mendedBy: 12 out");
    }

    @Test
    void markedCaseMustFailByItsAssertionAndByNothingElse() {
        Case marked = new Case(Path.of("kind", "name"), Map.of("mendedBy", 12));
        assertThatThrownBy(
                        () ->
                                marked.check(
                                        () -> {
                                            throw new IllegalStateException("no file");
                                        }))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void caseWithoutAMarkFailsAsItsAssertionDoes() {
        Case open = new Case(Path.of("kind", "name"), Map.of());
        assertThatThrownBy(() -> open.check(() -> assertThat(1).isEqualTo(2)))
                .isInstanceOf(AssertionError.class);
    }
}
