package dev.tidegate.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.stream.LongStream;

/** Which worlds have which kinds of trouble. */
class TroublesTest {

    private static long worlds(Trouble kind, long first, long end) {
        return LongStream.range(first, end).filter(s -> Troubles.of(s, true).has(kind)).count();
    }

    @ParameterizedTest
    @EnumSource
    void firstWorldsHaveNoneAndLaterOnesAsManyAsPromised(Trouble kind) {
        long first = kind.first();
        assertThat(worlds(kind, 0, first)).isZero();
        assertThat(worlds(kind, first, first + 1_000))
                .isBetween(500L / kind.oneIn(), 1_500L / kind.oneIn());
    }

    @Test
    void whatFailsIsLeftOutWhereNothingMayFail() {
        assertThat(LongStream.range(1_000, 2_000).mapToObj(seed -> Troubles.of(seed, false)))
                .noneMatch(troubles -> troubles.has(Trouble.REFUSALS))
                .anyMatch(troubles -> troubles.has(Trouble.COPIES));
    }
}
