package dev.tidegate.simulation.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Tasks that take turns, time that goes on, processes that crash and stand still. */
class KernelTest {

    private final Kernel kernel = new Kernel(Choices.seeded(1));
    private final List<String> seen = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Life life = kernel.begin("a", () -> 0, failures::add);

    private void run() {
        while (kernel.step()) {
            assertThat(kernel.steps()).isLessThan(10_000);
        }
    }

    private void threeTimes(String name) {
        for (int i = 0; i < 3; i++) {
            seen.add(name + i);
            kernel.pause();
        }
    }

    private static List<String> order(long seed) {
        KernelTest test = new KernelTest();
        Kernel other = new Kernel(Choices.seeded(seed));
        Life its = other.begin("a", () -> 0, test.failures::add);
        for (String name : List.of("x", "y", "z")) {
            its.spawn(
                    () -> {
                        for (int i = 0; i < 3; i++) {
                            test.seen.add(name + i);
                            other.pause();
                        }
                    });
        }
        while (other.step()) {
            assertThat(other.steps()).isLessThan(1_000);
        }
        return test.seen;
    }

    @Test
    void seedDecidesTheOrder() {
        assertThat(order(1)).hasSize(9).isEqualTo(order(1));
        assertThat(List.of(order(2), order(3), order(4))).anyMatch(o -> !o.equals(order(1)));
    }

    @Test
    void noTaskIsSlowByHours() {
        kernel.later(Duration.ofHours(2), () -> seen.add("later"));
        life.spawn(
                () -> {
                    for (int i = 0; i < 1_000; i++) {
                        kernel.pause();
                    }
                    seen.add("done");
                });
        run();
        assertThat(seen).containsExactly("done", "later");
    }

    @Test
    void timeGoesOnWhenNobodyIsReady() {
        life.spawn(
                () -> {
                    kernel.sleep(Duration.ofMinutes(1));
                    seen.add(life.clock().instant().toString());
                });
        run();
        assertThat(seen).containsExactly(Kernel.START.plusSeconds(60).toString());
    }

    @Test
    void timerThatIsCancelledDoesNothing() {
        life.timers().after(Duration.ofSeconds(1), () -> seen.add("cancelled")).cancel();
        life.timers().after(Duration.ofSeconds(1), () -> seen.add("kept"));
        run();
        assertThat(seen).containsExactly("kept");
    }

    @Test
    void crashEndsTasksWhereTheyStandAndTimers() {
        life.timers().after(Duration.ofSeconds(1), () -> seen.add("timer"));
        life.spawn(
                () -> {
                    try {
                        seen.add("begun");
                        kernel.sleep(Duration.ofSeconds(1));
                        seen.add("ended");
                    } finally {
                        seen.add("unwound");
                    }
                });
        while (seen.isEmpty()) {
            kernel.step();
        }
        life.crash();
        run();
        assertThat(seen).containsExactly("begun", "unwound");
        assertThat(failures).isEmpty();
    }

    @Test
    void processThatStandsStillGoesOnLater() {
        life.spawn(() -> threeTimes("x"));
        life.stop(Duration.ofMinutes(1));
        kernel.later(Duration.ofSeconds(59), () -> seen.add("later"));
        run();
        assertThat(seen).containsExactly("later", "x0", "x1", "x2");
    }

    @Test
    void whatATaskThrowsIsTold() {
        life.spawn(
                () -> {
                    throw new IllegalStateException("a bug");
                });
        run();
        assertThat(failures).singleElement().asString().contains("a bug");
    }

    @Test
    void lockThatIsHeldWhileItsHolderWaitsIsFound() {
        ReentrantLock lock = new ReentrantLock();
        for (int i = 0; i < 8; i++) {
            life.spawn(
                    () -> {
                        lock.lock();
                        try {
                            kernel.pause();
                        } finally {
                            lock.unlock();
                        }
                    });
        }
        assertThatThrownBy(this::run)
                .isInstanceOf(Stuck.class)
                .hasMessageContaining("KernelTest")
                .hasMessageContaining("ReentrantLock");
    }
}
