package dev.tidegate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.text.Invisible;
import dev.tidegate.core.text.Reason;
import dev.tidegate.messages.ForPeople;

import java.util.regex.Pattern;

/** What a reason must be: words for a person, and not the whole input again. */
final class Wording {

    /** Characters of a reason: it is kept in headers, logs and conditions. */
    static final int MOST = 2 * Reason.MOST + 100;

    private static final Pattern JSON_TEXT =
            Pattern.compile("\"(?:[^\"\\\\\u2026]|\\\\.)*+[\"\u2026]");

    private Wording() {}

    static void assertReason(String reason) {
        assertThat(reason).as("the reason").isNotBlank();
        assertThat(reason.length()).as("characters of the reason %s", reason).isLessThan(MOST);
        assertThat(Invisible.first(reason)).as("what is not seen in: %s", reason).isEmpty();
        // what is quoted may itself be JSON, with quotes of its own
        String own = JSON_TEXT.matcher(reason).replaceAll("\"\"");
        // what came is shown as it is, and may be anything
        assertThat(ForPeople.problems(own)).as(reason).allMatch(line -> line.startsWith("finer"));
    }

    /** What comes of an input is bounded by the input. */
    static void assertBounded(Input input, long characters) {
        assertThat(characters)
                .as("characters that come of %d", input.size())
                .isLessThan(16L * input.size() + 16_384);
    }
}
