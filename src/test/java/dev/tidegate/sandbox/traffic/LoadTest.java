package dev.tidegate.sandbox.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

class LoadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong clock = new AtomicLong(42);
    private final Queue<Promise<Void>> open = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void callsAreBegunAtTheRateWhetherAnsweredOrNot() {
        try (Load load = load(50, this::call)) {
            pass(1_000);
            await().atMost(PATIENCE).until(() -> load.counts().sent() == 50);
            pass(500);
            await().atMost(PATIENCE).until(() -> load.counts().sent() == 75);
            // While the clock stands no call is made
            await().during(Duration.ofMillis(50)).until(() -> load.counts().sent() == 75);
            assertThat(load.counts()).isEqualTo(new Load.Counts(75, 0, 0, 0));
        }
    }

    @Test
    void aTickThatComesLateMakesUpForIt() {
        try (Load load = load(10, Future::succeededFuture)) {
            pass(20_000);
            await().atMost(PATIENCE).until(() -> load.counts().answered() == 200);
            assertThat(load.counts()).isEqualTo(new Load.Counts(200, 200, 0, 0));
        }
    }

    @Test
    void callsBeyondTheBoundAreLeftOutAndCounted() {
        try (Load load = load(1_000, this::call)) {
            pass(1_000);
            await().atMost(PATIENCE).until(() -> load.counts().leftOut() > 0);
            assertThat(load.counts())
                    .isEqualTo(new Load.Counts(Load.IN_FLIGHT, 0, 0, 1_000 - Load.IN_FLIGHT));
            // When there is room again, then calls go on and none is made up for
            open.forEach(Promise::complete);
            pass(100);
            await().atMost(PATIENCE).until(() -> load.counts().sent() == Load.IN_FLIGHT + 100);
            assertThat(load.counts().leftOut()).isEqualTo(1_000 - Load.IN_FLIGHT);
        }
    }

    @Test
    void aCallWithoutAnAnswerIsCountedAsSuch() {
        try (Load load = load(10, () -> Future.failedFuture("no connection"))) {
            pass(1_000);
            await().atMost(PATIENCE).until(() -> load.counts().unanswered() == 10);
            assertThat(load.counts()).isEqualTo(new Load.Counts(10, 0, 10, 0));
            assertThat(load.quiet()).isTrue();
        }
    }

    @Test
    void aLoadThatIsStoppedBeginsNoMoreAndIsQuietOnceAllHaveEnded() {
        Load load = load(10, this::call);
        pass(1_000);
        await().atMost(PATIENCE).until(() -> load.counts().sent() == 10);
        load.stop();
        assertThat(load.quiet()).isFalse();
        pass(1_000);
        open.forEach(Promise::complete);
        await().atMost(PATIENCE).until(load::quiet);
        assertThat(load.counts()).isEqualTo(new Load.Counts(10, 10, 0, 0));
    }

    private Load load(double perSecond, Supplier<Future<Void>> call) {
        return new Load(vertx, perSecond, call, clock::get);
    }

    private Future<Void> call() {
        Promise<Void> promise = Promise.promise();
        open.add(promise);
        return promise.future();
    }

    private void pass(long millis) {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
