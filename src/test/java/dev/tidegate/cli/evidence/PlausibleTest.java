package dev.tidegate.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlausibleTest {

    /** Of none, 1 − 0.025^(1/n); the others as tables have them. */
    @ParameterizedTest
    @CsvSource({
        "0, 100, 0, .036217",
        "1, 100, .000253, .054459",
        "5, 10, .187086, .812914",
        "10, 10, .691503, 1"
    })
    void intervalIsThatOfTheTables(int hits, int tries, double least, double most) {
        Plausible chance = Plausible.of(hits, tries);
        assertThat(chance.least()).isCloseTo(least, within(1e-5));
        assertThat(chance.most()).isCloseTo(most, within(1e-5));
    }
}
