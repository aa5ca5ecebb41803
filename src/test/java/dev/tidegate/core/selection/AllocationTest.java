package dev.tidegate.core.selection;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.management.ManagementFactory;
import java.util.random.RandomGenerator;

/** A pick allocates nothing, not even before the compiler has seen it. */
class AllocationTest {

    private static final int PICKS = 20_000;

    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @EnumSource
    void aRequestAllocatesNothingOfWeightedAndOfEqualEndpoints(Strategy strategy) {
        assertThat(thread.isThreadAllocatedMemoryEnabled()).isTrue();
        for (Candidates candidates :
                new Candidates[] {
                    Weigh.of(5, 1, 1), Weigh.equal(10), Weigh.of(40_000, 30_001, 2)
                }) {
            Pool pool = new Pool(strategy, candidates);
            RandomGenerator random = Weigh.random(1);
            // Given classes that are loaded
            request(pool, random, 1_000);
            // When many requests are given out
            long before = thread.getCurrentThreadAllocatedBytes();
            request(pool, random, PICKS);
            long allocated = thread.getCurrentThreadAllocatedBytes() - before;
            // Then less than a byte for each: what the JVM needs to count is all
            assertThat(allocated).isLessThan(PICKS / 10);
        }
    }

    private static void request(Pool pool, RandomGenerator random, int n) {
        for (int i = 0; i < n; i++) {
            pool.begin(random.nextLong(), random).end();
        }
    }
}
