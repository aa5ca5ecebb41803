package dev.tidegate.cli;

import java.math.BigDecimal;

/**
 * One step of a simulation. Shares are percent, times seconds from the start.
 *
 * @param weight the canary's wanted share
 * @param match which requests all go to the canary besides, as a sentence; empty for none. They are
 *     not simulated
 * @param observedOfStable the share of the simulated requests that met the stable version
 * @param observed the share that met the canary
 * @param spread how far the observed share may be from the wanted one: four standard deviations,
 *     exceeded once in 15,000 times where each version can expect hundreds of requests, and more
 *     often where one can expect few
 * @param usersMeetingBoth users whose requests of this step met both versions
 * @param usersMeetingBothExpected the same by the formula {@code 1 − pᵏ − (1 − p)ᵏ}
 * @param usersMovedIfSticky users who would change version at this step if each kept to a bucket;
 *     Istio's weights do not do that
 * @param busiestOfStable requests of the stable version's busiest endpoint over the mean of its
 *     endpoints: 1 when even, 0 without requests
 * @param busiestOfCanary the same of the canary
 * @param pause whether it waits for a person after the hold
 * @param sticky how users stay with the version that they met, as words; empty for not at all
 * @param usersKept users who stay with the canary by that, at the step's end
 * @param mirror of how many requests the canary gets copies
 * @param copies how many it got; none of them counts as met
 * @param untilProven whether it lasts, after the hold, until the evidence has proven the next one
 * @param maxHoldSeconds how long it lasts at most until proven; 0 where it asks for no proof
 * @param then what the release does when nothing was proven by then, as words; empty in the same
 *     case
 */
record SimulationStep(
        int number,
        BigDecimal weight,
        String match,
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
        boolean pause,
        String sticky,
        long usersKept,
        BigDecimal mirror,
        long copies,
        boolean untilProven,
        double maxHoldSeconds,
        String then) {}
