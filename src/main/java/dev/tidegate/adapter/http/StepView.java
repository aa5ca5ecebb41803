package dev.tidegate.adapter.http;

import dev.tidegate.core.rollout.Step;

import java.math.BigDecimal;

/**
 * One step of the plan.
 *
 * @param number from 1
 * @param weightPercent the canary's share at this step, in percent
 * @param holdSeconds how long it stays at least
 * @param pause whether it then waits until somebody promotes
 * @param current whether the rollout is at this step now
 */
public record StepView(
        int number, BigDecimal weightPercent, long holdSeconds, boolean pause, boolean current) {

    static StepView of(int number, Step step, boolean current) {
        return new StepView(
                number, step.weight().percent(), step.hold().toSeconds(), step.pause(), current);
    }
}
