package dev.tidegate.simulation.api;

import dev.tidegate.controller.Result;
import dev.tidegate.simulation.api.Weather.Fault;
import dev.tidegate.simulation.kernel.Gate;
import dev.tidegate.simulation.kernel.Kernel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A request and its answer. What was sent arrives, whether or not its sender lives to hear what
 * came of it.
 */
final class Exchange<T> {

    /** How long an answer is waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Kernel kernel;
    private final Weather weather;
    private final Supplier<Result<T>> request;
    private final Gate answered;
    private @Nullable Result<T> answer;

    /**
     * A request that is not sent yet.
     *
     * @param request has it done, and does not wait
     */
    Exchange(Kernel kernel, Weather weather, Supplier<Result<T>> request) {
        this.kernel = kernel;
        this.weather = weather;
        this.request = request;
        this.answered = kernel.gate();
    }

    /** Sends it; {@code way} is how long it is under way. */
    void send(Duration way) {
        kernel.later(way, this::arrive);
    }

    /** Waits for its answer. */
    Result<T> answer() {
        answered.await();
        return Objects.requireNonNull(answer);
    }

    private void arrive() {
        Optional<Result<T>> failed = weather.failed();
        if (failed.isPresent()) {
            answer(Duration.ZERO, failed.get());
        } else if (weather.has(Fault.LOST_REQUEST)) {
            answer(PATIENCE, unanswered());
        } else if (weather.has(Fault.LATE_REQUEST)) {
            kernel.later(
                    weather.late(),
                    () -> {
                        var _ = request.get();
                    });
            answer(PATIENCE, unanswered());
        } else {
            Result<T> result = request.get();
            if (weather.has(Fault.LOST_ANSWER)) {
                answer(PATIENCE, unanswered());
            } else {
                answer(weather.way(), result);
            }
        }
    }

    static <T> Result<T> unanswered() {
        return new Result.Unreachable<>("no answer came in time");
    }

    private void answer(Duration after, Result<T> result) {
        kernel.later(
                after,
                () -> {
                    answer = result;
                    answered.open();
                });
    }
}
