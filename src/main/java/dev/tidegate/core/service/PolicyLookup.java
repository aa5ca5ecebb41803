package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.rollout.RolloutPlan;

import java.util.List;
import java.util.Optional;

/** What was found when the policy of a service was looked for. */
public sealed interface PolicyLookup {

    /**
     * A valid policy.
     *
     * @param stable the version that the last release left stable
     * @param firing alerts that fire now
     */
    record Found(RolloutPlan plan, Optional<Version> stable, List<Alert> firing)
            implements PolicyLookup {}

    /** There is none: nobody wants the service to be released. */
    record Absent() implements PolicyLookup {}

    /**
     * It breaks a rule.
     *
     * @param why names the field, the value and the rule
     */
    record Invalid(String why) implements PolicyLookup {}

    /**
     * Nobody knows: the policy is not in the cache and the API server cannot be asked. Try again.
     *
     * @param why what happened
     */
    record Unreachable(String why) implements PolicyLookup {}
}
