package dev.tidegate.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a policy does, as it was simulated. Shares are percent, times seconds from the start.
 *
 * @param prepareSeconds before the first weight
 * @param bakeSeconds after the last one
 * @param totalSeconds without the pauses
 * @param pauses that only a person ends
 */
record Simulation(
        @JsonUnwrapped SimulationSetting setting,
        double prepareSeconds,
        List<Step> steps,
        double bakeSeconds,
        double totalSeconds,
        long pauses) {

    /**
     * One step.
     *
     * @param weight the canary's wanted share
     * @param observedOfStable the share of the simulated requests that met the stable version
     * @param observed the share that met the canary
     * @param spread how far the observed share may be from the wanted one: four standard
     *     deviations, exceeded once in 15,000 times
     * @param usersMeetingBoth users whose requests of this step met both versions
     * @param usersMeetingBothExpected the same by the formula {@code 1 − pᵏ − (1 − p)ᵏ}
     * @param usersMovedIfSticky users who would change version at this step if each kept to a
     *     bucket; Istio's weights do not do that
     * @param busiestOfStable requests of the stable version's busiest endpoint over the mean of its
     *     endpoints: 1 when even, 0 without requests
     * @param busiestOfCanary the same of the canary
     * @param pause whether it waits for a person after the hold
     */
    record Step(
            int number,
            BigDecimal weight,
            double observedOfStable,
            double observed,
            double spread,
            long usersMeetingBoth,
            double usersMeetingBothExpected,
            long usersMovedIfSticky,
            double busiestOfStable,
            double busiestOfCanary,
            double startSeconds,
            double holdSeconds,
            boolean pause) {}
}
