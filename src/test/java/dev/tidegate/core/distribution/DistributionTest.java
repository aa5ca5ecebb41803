package dev.tidegate.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

class DistributionTest {

    private static final Version V1 = new Version("v1");
    private static final Version V2 = new Version("v2");

    @Test
    void oneVersionHasEverythingAndUnknownOnesNothing() {
        Distribution all = Distribution.all(V1);
        assertThat(all.weightOf(V1)).isEqualTo(Weight.FULL);
        assertThat(all.weightOf(V2)).isEqualTo(Weight.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "6000, 5000", "9999, 0"})
    void weightsThatAreNotTheWholeAreRefusedWithTheirSum(int first, int second) {
        Map<Version, Weight> weights = new LinkedHashMap<>();
        weights.put(V1, new Weight(first));
        weights.put(V2, new Weight(second));
        assertThatThrownBy(() -> new Distribution(weights))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "weights: v1 %s, v2 %s sum to %d basis points; they must sum to 10000 (100"
                                + " %%)",
                        new Weight(first), new Weight(second), first + second);
    }

    @Test
    void noVersionAtAllIsRefused() {
        assertThatThrownBy(() -> new Distribution(Map.of()))
                .hasMessage("weights: none sum to 0 basis points; they must sum to 10000 (100 %)");
    }

    @ParameterizedTest
    @CsvSource({
        "-0.01",
        "100.01",
        "0.001",
        "1e30",
        "-1e-9",
        "1e2147483647",
        "1e99999999",
        "1e-99999999"
    })
    void weightOutOfRangeOrTooFineIsRefused(BigDecimal percent) {
        assertThatThrownBy(() -> Weight.ofPercent(percent))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "weight: %s is out of range; use 0 to 100 with at most two decimals",
                        percent);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, -0.01",
        "10001, 100.01",
        "-2147483648, -21474836.48",
        "2147483647, 21474836.47"
    })
    void weightInBasisPointsOutOfRangeIsRefused(int basisPoints, String percent) {
        assertThatThrownBy(() -> new Weight(basisPoints))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weight: %s %% is out of range; use 0 to 100", percent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "V2", "1.4.2", "-v", "v-", "v 2"})
    void versionThatIsNoDnsLabelIsRefused(String name) {
        assertThatThrownBy(() -> new Version(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("version: \"" + name + "\" is no DNS label; use 1 to 63");
    }
}
