package dev.tidegate.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.controller.Schedulers;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.IntStream;

class BackgroundTest {

    private final List<Integer> tried = new CopyOnWriteArrayList<>();
    private final CountDownLatch taken = new CountDownLatch(1);
    private final CountDownLatch begin = new CountDownLatch(1);

    private Background<Integer> background(int most, Predicate<Integer> work) {
        return new Background<>(
                "test",
                most,
                Schedulers.of(Clock.systemUTC()),
                thing -> {
                    taken.countDown();
                    try {
                        begin.await();
                    } catch (InterruptedException e) {
                        return false;
                    }
                    tried.add(thing);
                    return work.test(thing);
                });
    }

    @Test
    void tenThousandThingsAreDoneEachOnceAndInTheirOrder() {
        try (Background<Integer> background = background(Integer.MAX_VALUE, _ -> true)) {
            background.due(-1);
            // each asked for twice while the first is being done
            IntStream.range(0, 10_000).forEach(background::due);
            IntStream.range(0, 10_000).forEach(background::due);
            begin.countDown();
            await().until(() -> tried.contains(9_999));
            assertThat(tried)
                    .containsExactlyElementsOf(IntStream.range(-1, 10_000).boxed().toList());
        }
    }

    @Test
    void whatFailsIsTriedAgainAfterTheOthers() {
        try (Background<Integer> background =
                background(Integer.MAX_VALUE, thing -> thing != 1 || tried.size() > 4)) {
            List.of(1, 2, 3).forEach(background::due);
            begin.countDown();
            await().until(() -> tried.size() == 5);
            assertThat(tried).containsExactly(1, 2, 3, 1, 1);
        }
    }

    @Test
    void whatThrowsIsTriedAgainAndStopsNothing() {
        try (Background<Integer> background =
                background(
                        Integer.MAX_VALUE,
                        thing -> {
                            if (thing == 1 && tried.size() < 3) {
                                throw new IllegalStateException("a bug");
                            }
                            return true;
                        })) {
            List.of(1, 2).forEach(background::due);
            begin.countDown();
            await().until(() -> tried.size() == 3);
            assertThat(tried).containsExactly(1, 2, 1);
        }
    }

    @Test
    void ofMoreThanMayBeDueTheOldestAreGivenUp() {
        try (Background<Integer> background = background(3, _ -> true)) {
            background.due(0);
            // being done, the first is no longer due
            await().until(() -> taken.getCount() == 0);
            IntStream.rangeClosed(1, 5).forEach(background::due);
            begin.countDown();
            await().until(() -> tried.contains(5));
            assertThat(tried).containsExactly(0, 3, 4, 5);
        }
    }
}
