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

    private static final Set<String> COMMANDS = Set.of("read", "preview");

    static List<Case> all() {
        return Case.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachIsTriedInOneWayAndSaysInWordsWhatIsRight(Case each) {
        assertThat(each.right().get("by")).isIn(WAYS);
        assertThat(each.files("expected.md").values()).allMatch(text -> !text.isBlank());
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachThatACommandAnswersSaysWhatItsFaultShowsAsLongAsItIsMarked(Case each) {
        boolean marked = each.right().containsKey("mendedBy");
        boolean command = COMMANDS.contains(each.right().get("by"));
        assertThat(each.today().isPresent()).as("today").isEqualTo(marked && command);
        each.today().ifPresent(today -> assertThat(Case.list(today, "says")).isNotEmpty());
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

    @Test
    void outcomeIsTheExitCodeOfEveryRunAndTheTexts() {
        Outcome outcome = new Outcome(List.of(1, 1), "time: is missing");
        outcome.assertIs(Map.of("exit", 1, "says", List.of("is missing$")));
        for (Map<String, Object> other :
                List.<Map<String, Object>>of(
                        Map.of("exit", 2),
                        Map.of("exit", 1, "says", List.of("^is missing")),
                        Map.of("exit", 1, "saysNot", List.of("missing")))) {
            assertThatThrownBy(() -> outcome.assertIs(other)).isInstanceOf(AssertionError.class);
        }
        assertThatThrownBy(() -> new Outcome(List.of(1, 0), "").assertIs(Map.of("exit", 1)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void rightIsAnyOfSeveralOrTheOne() {
        Map<String, Object> one = Map.of("exit", 0);
        Map<String, Object> other = Map.of("exit", 1);
        Path path = Path.of("kind", "name");
        assertThat(new Case(path, one).rights()).containsExactly(one);
        assertThat(new Case(path, Map.of("anyOf", List.of(one, other))).rights())
                .containsExactly(one, other);
    }
}
