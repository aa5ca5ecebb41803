package dev.tidegate.core.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A range of numbers as an expression. */
class NumberRangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "0 0 0",
                "0 24 [0-9]|1[0-9]|2[0-4]",
                "25 99 2[5-9]|[3-9][0-9]",
                "0 999 [0-9]|[1-9][0-9]|[1-9][0-9]{2}",
                "5 100 [5-9]|[1-9][0-9]|100"
            })
    void rangeIsWrittenShortly(int from, int to, String expression) {
        assertThat(NumberRange.of(from, to)).isEqualTo(expression);
    }

    @Test
    void rangeMatchesItsNumbersAndNoOthers() {
        for (int from = 0; from <= 130; from++) {
            for (int to = from; to <= 130; to++) {
                Pattern range = Pattern.compile(NumberRange.of(from, to));
                for (int number = 0; number <= 140; number++) {
                    assertThat(range.matcher(String.valueOf(number)).matches())
                            .as("%d of %d to %d", number, from, to)
                            .isEqualTo(number >= from && number <= to);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 11, 99, 100, 101, 250, 999, 1_000, 1_001, 9_999})
    void rangeOfManyDigitsIsSplitWithoutAGap(int first) {
        Pattern below = Pattern.compile(NumberRange.of(0, first - 1));
        Pattern rest = Pattern.compile(NumberRange.of(first, 9_999));
        for (int number = 0; number <= 10_100; number++) {
            String text = String.valueOf(number);
            assertThat(below.matcher(text).matches()).isEqualTo(number < first);
            assertThat(rest.matcher(text).matches()).isEqualTo(number >= first && number < 10_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "007", "+7", "-7", " 7", "7 ", "7.0", "0x7", "seven", "٧"})
    void whatIsNoPlainNumberIsInNoRange(String text) {
        assertThat(Pattern.compile(NumberRange.of(0, 9_999)).matcher(text).matches()).isFalse();
    }
}
