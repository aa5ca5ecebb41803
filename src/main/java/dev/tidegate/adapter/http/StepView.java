package dev.tidegate.adapter.http;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.traffic.RequestMatch;
import dev.tidegate.core.traffic.Sticky;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * One step of the plan.
 *
 * @param number from 1
 * @param weightPercent the canary's share at this step, in percent
 * @param match requests that all go to the canary besides, each item as a sentence; empty for none
 * @param holdSeconds how long it stays at least
 * @param pause whether it then waits until somebody promotes
 * @param current whether the rollout is at this step now
 * @param sticky how clients stay with the version that they met, as words; absent for not at all
 * @param mirrorPercent of how many requests the canary gets copies, in percent
 */
public record StepView(
        int number,
        BigDecimal weightPercent,
        List<String> match,
        long holdSeconds,
        boolean pause,
        boolean current,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) @Schema(implementation = String.class)
                Optional<String> sticky,
        BigDecimal mirrorPercent) {

    static StepView of(int number, Step step, boolean current) {
        return new StepView(
                number,
                step.weight().percent(),
                step.traffic().match().stream().map(RequestMatch::toString).toList(),
                step.hold().toSeconds(),
                step.pause(),
                current,
                step.traffic().sticky().map(Sticky::toString),
                step.traffic().mirror().percent());
    }
}
