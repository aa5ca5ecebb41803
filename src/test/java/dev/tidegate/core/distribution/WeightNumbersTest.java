package dev.tidegate.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class WeightNumbersTest {

    @Test
    void aloneWholePercentsSumToHundredTenthsToThousandHundredthsToTenThousand() {
        assertThat(alone(9500, 500)).containsExactly(95L, 5L);
        assertThat(alone(9750, 250)).containsExactly(975L, 25L);
        assertThat(alone(9975, 25)).containsExactly(9975L, 25L);
        assertThat(alone(10_000, 0)).containsExactly(100L, 0L);
        assertThat(alone(5000, 3000, 2000)).containsExactly(50L, 30L, 20L);
    }

    @Test
    void othersKeepTheirNumbersWhenTheRestDividesExactly() {
        // Given 20 of 100 that belong to somebody else
        WeightNumbers.Numbers numbers = WeightNumbers.of(List.of(20L), 80, weights(9500, 500));
        // Then 5 % of the remaining 80 are 4
        assertThat(numbers).isEqualTo(new WeightNumbers.Numbers(List.of(20L), List.of(76L, 4L)));
    }

    @Test
    void otherwiseAllNumbersAreTheSmallestInTheExactRatio() {
        // Given a tenth that belongs to somebody else, and 5 % of 90
        WeightNumbers.Numbers numbers = WeightNumbers.of(List.of(10L), 90, weights(9500, 500));
        // Then 4.5 is written as 9 of 200
        assertThat(numbers).isEqualTo(new WeightNumbers.Numbers(List.of(20L), List.of(171L, 9L)));
    }

    @Test
    void everyExactResultKeepsEveryShareAndHasNoCommonDivisor() {
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            // Given others, a rest and a split
            List<Long> others = List.of(1 + (long) random.nextInt(100), (long) random.nextInt(100));
            long rest = 1L + random.nextInt(100);
            int canary = random.nextInt(10_001);
            List<Weight> weights = weights(10_000 - canary, canary);
            // When they are written
            WeightNumbers.Numbers numbers = WeightNumbers.of(others, rest, weights);
            // Then each share of the whole is what it was, crosswise multiplied, and the ratio is
            // recognised
            List<Long> all = new ArrayList<>(numbers.others());
            all.addAll(numbers.ours());
            long total = all.stream().mapToLong(Long::longValue).sum();
            assertThat(total).isPositive();
            if (Collections.max(all) < WeightNumbers.MAX / 2) {
                long before = others.get(0) + others.get(1) + rest;
                assertThat(numbers.others().get(0) * before).isEqualTo(others.get(0) * total);
                assertThat(numbers.others().get(1) * before).isEqualTo(others.get(1) * total);
                assertThat(numbers.ours().get(1) * before * 10_000)
                        .isEqualTo(rest * canary * total);
            }
            assertThat(WeightNumbers.agree(numbers.ours(), weights, total)).isTrue();
        }
    }

    @Test
    void aRatioTooFineIsRoundedToTheCapAndRecognisedAsWritten() {
        // Given 1 of 999,983 that belongs to somebody else, and 0.01 % of the rest
        List<Weight> weights = weights(9_999, 1);
        // When it is written
        WeightNumbers.Numbers numbers = WeightNumbers.of(List.of(1L), 999_982, weights);
        // Then the sum is the cap, and a second look finds nothing to change
        long total =
                numbers.others().getFirst()
                        + numbers.ours().stream().mapToLong(Long::longValue).sum();
        assertThat(numbers)
                .isEqualTo(new WeightNumbers.Numbers(List.of(1L), List.of(999_899L, 100L)));
        assertThat(total).isEqualTo(WeightNumbers.MAX);
        assertThat(WeightNumbers.agree(numbers.ours(), weights, total)).isTrue();
    }

    @Test
    void partsDivideTheWholeAndOthersKeepTheirShare() {
        assertThat(WeightNumbers.inParts(List.of(), 100, List.of(45L, 45L, 0L)))
                .isEqualTo(new WeightNumbers.Numbers(List.of(), List.of(50L, 50L, 0L)));
        assertThat(WeightNumbers.inParts(List.of(40L), 61, List.of(20L, 10L)))
                .isEqualTo(new WeightNumbers.Numbers(List.of(120L), List.of(122L, 61L)));
    }

    @Test
    void partsThatDoNotDivideTheWholeStandAloneAsTheyAre() {
        assertThat(WeightNumbers.inParts(List.of(0L), 100, List.of(50L, 40L)))
                .isEqualTo(new WeightNumbers.Numbers(List.of(0L), List.of(50L, 40L)));
    }

    @Test
    void partsOfHugeNumbersDoNotOverflow() {
        long huge = Integer.MAX_VALUE;
        WeightNumbers.Numbers numbers =
                WeightNumbers.inParts(List.of(huge), 3 * huge, List.of(huge, huge - 1));
        assertThat(numbers.others()).allMatch(n -> n > 0 && n <= WeightNumbers.MAX);
        assertThat(numbers.ours()).allMatch(n -> n > 0 && n <= WeightNumbers.MAX);
    }

    @Test
    void theRatioCountsAndNotTheNumber() {
        assertThat(WeightNumbers.agree(List.of(19L, 1L), weights(9500, 500), 20)).isTrue();
        assertThat(WeightNumbers.agree(List.of(94L, 6L), weights(9500, 500), 100)).isFalse();
        assertThat(WeightNumbers.agree(List.of(0L, 0L), weights(9500, 500), 0)).isFalse();
    }

    private static List<Long> alone(int... basisPoints) {
        return WeightNumbers.of(List.of(), 1, weights(basisPoints)).ours();
    }

    private static List<Weight> weights(int... basisPoints) {
        List<Weight> weights = new ArrayList<>();
        for (int points : basisPoints) {
            weights.add(new Weight(points));
        }
        return weights;
    }
}
