package dev.tidegate.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.IntStream;

class InvisibleTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "the budget is fine", "größer, 日本語, ‟quoted”", "\\u202e", "👍🏽"})
    void whatIsSeenStaysAsItIs(String text) {
        assertThat(Invisible.first(text)).isEmpty();
        assertThat(Invisible.escaped(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1b, \\u001b",
        "9b, \\u009b",
        "7f, \\u007f",
        "0, \\u0000",
        "a, \\u000a",
        "d, \\u000d",
        "9, \\u0009",
        "ad, \\u00ad",
        "200b, \\u200b",
        "200e, \\u200e",
        "200f, \\u200f",
        "61c, \\u061c",
        "2028, \\u2028",
        "2029, \\u2029",
        "feff, \\ufeff",
        "d83d, \\ud83d",
        "e0041, \\udb40\\udc41"
    })
    void whatIsNotSeenIsEscaped(String hexadecimal, String escape) {
        int hidden = Integer.parseInt(hexadecimal, 16);
        String text = "a" + Character.toString(hidden) + "b";
        assertThat(Invisible.first(text)).hasValue(hidden);
        assertThat(Invisible.escaped(text)).isEqualTo("a" + escape + "b");
    }

    @Test
    void everyBidirectionalEmbeddingOverrideAndIsolateIsEscaped() {
        IntStream.concat(
                        IntStream.rangeClosed(0x202a, 0x202e),
                        IntStream.rangeClosed(0x2066, 0x2069))
                .forEach(
                        mark ->
                                assertThat(Invisible.escaped(Character.toString(mark)))
                                        .isEqualTo("\\u%04x".formatted(mark)));
    }

    @Test
    void joinersBelongToTextAndNotToNames() {
        String family = "👨\u200d👩\u200d👧 می\u200cخواهم";
        assertThat(Invisible.escaped(family)).isEqualTo(family);
        assertThat(Invisible.escaped(family + "\u202e")).isEqualTo(family + "\\u202e");
        assertThat(Invisible.first(family)).hasValue(0x200d);
        assertThat(Invisible.escapedName("a\u200db")).isEqualTo("a\\u200db");
    }

    @Test
    void linesKeepTheirBreaks() {
        String text = "one" + System.lineSeparator() + "\ttwo\u001b[2J\u202e";
        assertThat(Invisible.escapedLines(text))
                .isEqualTo("one" + System.lineSeparator() + "\ttwo\\u001b[2J\\u202e");
    }
}
