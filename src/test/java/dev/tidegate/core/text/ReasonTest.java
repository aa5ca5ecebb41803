package dev.tidegate.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonTest {

    @Test
    void reasonThatIsShortIsToldWithWhatIsNotSeen() {
        assertThat(Reason.of("id: \"a\u202e\" is none")).isEqualTo("id: \"a\\u202e\" is none");
        String longest = "a".repeat(Reason.MOST);
        assertThat(Reason.of(longest)).isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v", "\ud83d\ude00", "\u0000", "a\ud83d\ude00"})
    void reasonThatIsTooLongKeepsItsFieldAndWhatWouldBeRight(String value) {
        String told = Reason.of("id: \"" + value.repeat(10_000) + "\" is none; use 1 to 9");
        assertThat(told).startsWith("id: \"").endsWith("\" is none; use 1 to 9").contains("\u2026");
        assertThat(told).hasSizeLessThanOrEqualTo(Reason.MOST);
        assertThat(Invisible.first(told)).isEmpty();
    }
}
