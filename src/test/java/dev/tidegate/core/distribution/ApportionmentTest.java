package dev.tidegate.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class ApportionmentTest {

    @Test
    void everySmallCaseEqualsTheOracle() {
        // Given every ratio of up to three weights from 0 to 5, and every total to 12
        for (int a = 0; a <= 5; a++) {
            for (int b = 0; b <= 5; b++) {
                for (int c = 0; c <= 5; c++) {
                    List<Long> weights = List.of((long) a, (long) b, (long) c);
                    for (int total = 0; total <= 12 && a + b + c > 0; total++) {
                        // When it is divided, Then the parts are the oracle's
                        assertThat(Apportionment.divide(total, weights))
                                .as("%d by %s", total, weights)
                                .isEqualTo(oracle(total, weights));
                    }
                }
            }
        }
    }

    @Test
    void largeRandomCasesSumExactlyAndStayWithinOneOfTheExactShare() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            // Given a ratio of up to 20 large weights
            List<Long> weights = new ArrayList<>();
            random.longs(1 + random.nextInt(20), 0, Long.MAX_VALUE / 40).forEach(weights::add);
            weights.add(1L);
            long total = random.nextLong(Long.MAX_VALUE);
            // When it is divided
            List<Long> parts = Apportionment.divide(total, weights);
            // Then nothing is lost and nothing overflows
            assertThat(parts.stream().mapToLong(Long::longValue).sum()).isEqualTo(total);
            BigDecimal sum = BigDecimal.valueOf(weights.stream().mapToLong(Long::longValue).sum());
            for (int j = 0; j < parts.size(); j++) {
                BigDecimal exact =
                        BigDecimal.valueOf(total)
                                .multiply(BigDecimal.valueOf(weights.get(j)))
                                .divide(sum, MathContext.DECIMAL128);
                assertThat(exact.subtract(BigDecimal.valueOf(parts.get(j))).abs())
                        .isLessThan(BigDecimal.ONE);
            }
        }
    }

    @Test
    void ofEqualRemaindersTheEarlierPartComesFirst() {
        assertThat(Apportionment.divide(1, List.of(1L, 1L, 1L))).containsExactly(1L, 0L, 0L);
        assertThat(Apportionment.divide(100, List.of(1L, 1L, 1L))).containsExactly(34L, 33L, 33L);
    }

    @Test
    void nothingToDivideByIsRefused() {
        assertThatThrownBy(() -> Apportionment.divide(100, List.of(0L, 0L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weights: [0, 0] sum to 0; give at least one more than 0");
        assertThatThrownBy(() -> Apportionment.divide(100, List.of(-1L, 2L)))
                .hasMessage("weight: -1 is negative; use 0 or more");
        assertThatThrownBy(() -> Apportionment.divide(-5, List.of(1L)))
                .hasMessage("total: -5 is negative; use 0 or more");
        assertThatThrownBy(() -> Apportionment.divide(100, List.of()))
                .hasMessage("weights: [] sum to 0; give at least one more than 0");
    }

    @Test
    void weightsWhoseSumOverflowsAreRefused() {
        assertThatThrownBy(() -> Apportionment.divide(100, List.of(Long.MAX_VALUE, 1L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "weight: with 1 the sum of [9223372036854775807, 1] exceeds"
                                + " 9223372036854775807; use smaller ones of the same ratio");
    }

    /**
     * The definition, naively: one seat at a time to the part that is furthest below its exact
     * share's next whole number.
     */
    private static List<Long> oracle(int total, List<Long> weights) {
        long sum = weights.stream().mapToLong(Long::longValue).sum();
        List<Long> parts = new ArrayList<>();
        weights.forEach(w -> parts.add((long) Math.floor((double) (total * w) / sum + 1e-9)));
        List<Integer> served = new ArrayList<>();
        while (parts.stream().mapToLong(Long::longValue).sum() < total) {
            int best = -1;
            for (int i = 0; i < weights.size(); i++) {
                if (!served.contains(i)
                        && (best < 0
                                || total * weights.get(i) % sum
                                        > total * weights.get(best) % sum)) {
                    best = i;
                }
            }
            served.add(best);
            parts.set(best, parts.get(best) + 1);
        }
        return parts;
    }
}
