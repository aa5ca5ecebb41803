package dev.tidegate.adapter.http;

import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.traffic.RequestMatch;

import java.math.BigDecimal;
import java.util.List;

/**
 * One step of the plan.
 *
 * @param number from 1
 * @param weightPercent the canary's share at this step, in percent
 * @param match requests that all go to the canary besides, each item as a sentence; empty for none
 * @param holdSeconds how long it stays at least
 * @param pause whether it then waits until somebody promotes
 * @param current whether the rollout is at this step now
 */
public record StepView(
        int number,
        BigDecimal weightPercent,
        List<String> match,
        long holdSeconds,
        boolean pause,
        boolean current) {

    static StepView of(int number, Step step, boolean current) {
        return new StepView(
                number,
                step.weight().percent(),
                step.traffic().match().stream().map(RequestMatch::toString).toList(),
                step.hold().toSeconds(),
                step.pause(),
                current);
    }
}
