package dev.tidegate.simulation.topics;

import dev.tidegate.controller.Outcomes;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.StepTimers;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.simulation.kernel.Kernel;
import dev.tidegate.simulation.kernel.Life;

import java.time.Clock;
import java.time.Duration;
import java.util.function.BiConsumer;

/** What one process tells: it may not know whether it was taken. */
public final class SimOutcomes implements Outcomes {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int WAY_MILLIS = 8;

    private final Kernel kernel;
    private final Clock clock;
    private final ProducerWeather weather;
    private final Topics topics;
    private final BiConsumer<String, Object> told;

    /**
     * A producer.
     *
     * @param told each outcome that the topic has: its id, and what it says
     */
    public SimOutcomes(
            Kernel kernel,
            Life life,
            ProducerWeather weather,
            Topics topics,
            BiConsumer<String, Object> told) {
        this.kernel = kernel;
        this.clock = life.clock();
        this.weather = weather;
        this.topics = topics;
        this.told = told;
    }

    @Override
    public Result<Boolean> publish(Rollout rollout, Move move) {
        return send(
                () -> told.accept(rollout.identity().uid() + "/" + move.revision(), move),
                weather.outcomes());
    }

    @Override
    public Result<Boolean> refused(ServiceKey service, Refusal refusal) {
        return send(() -> told.accept("refused/" + refusal.event(), refusal), weather.outcomes());
    }

    @Override
    public Result<Boolean> scaled(Rollout rollout, Version version, Scaling scaling) {
        return send(
                () ->
                        told.accept(
                                "%s/scaled/%s/%s"
                                        .formatted(rollout.identity().uid(), version, scaling.at()),
                                scaling),
                weather.outcomes());
    }

    @Override
    public Result<Boolean> stepDue(Rollout rollout) {
        return send(
                () -> topics.append(Topic.TIMERS, StepTimers.event(rollout, clock.instant())),
                weather.timers());
    }

    private Result<Boolean> send(Runnable write, ProducerWeather.Fault fault) {
        kernel.sleep(way());
        if (fault != ProducerWeather.Fault.LOST) {
            write.run();
        }
        if (fault != ProducerWeather.Fault.NONE) {
            kernel.sleep(PATIENCE);
            return new Result.Unreachable<>("no answer came in time");
        }
        kernel.sleep(way());
        return new Result.Done<>(true);
    }

    private Duration way() {
        return Duration.ofMillis(1 + kernel.choices().next(WAY_MILLIS));
    }
}
