package dev.tidegate.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlanksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\n", "\r\n", "\t\u000b\f", "\u00a0", "\u3000\u2007", "\ufeff"})
    void whatStandsAroundAValueIsNoneOfIt(String blanks) {
        assertThat(Blanks.stripped(blanks + "v2" + blanks)).isEqualTo("v2");
        assertThat(Blanks.stripped(blanks)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\nb", "\u200bv2", "v2\u0000", "\u202ev2", "\ud83d\ude00"})
    void whatIsInsideAndWhatIsHiddenStays(String text) {
        assertThat(Blanks.stripped(text)).isEqualTo(text);
    }
}
