package dev.tidegate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a command did with the inputs of a case.
 *
 * @param exits the exit code of each run
 * @param said all that was printed
 */
public record Outcome(List<Integer> exits, String said) {

    /** Asserts the exit code ({@code exit}) and the texts ({@code says}, {@code saysNot}). */
    public void assertIs(Map<String, Object> wanted) {
        assertThat(exits).as(said).containsOnly((Integer) wanted.get("exit"));
        for (String regex : Case.<String>list(wanted, "says")) {
            assertThat(said).containsPattern(regex);
        }
        for (String regex : Case.<String>list(wanted, "saysNot")) {
            assertThat(said).doesNotContainPattern(Pattern.compile(regex));
        }
    }
}
