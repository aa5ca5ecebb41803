package dev.tidegate.core.route;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.text.Reason;

import java.util.List;
import java.util.Optional;

/**
 * What the routes of a service carry now.
 *
 * @param stable the version that carries the traffic; empty when the routes do not say
 * @param problems what keeps a rollout from starting: what is there, what was looked for, what to
 *     do; empty when nothing
 * @param host full name of the host that the rule of the versions is for; empty without a rule
 * @param standing what leads to the canary already, and is the user's own: routes that the policy
 *     does not name, and problems that a person may skip; empty when no canary is known
 */
public record Reading(
        Optional<Version> stable,
        List<String> problems,
        Optional<String> host,
        List<String> standing) {
    public Reading {
        problems = problems.stream().map(Reason::of).toList();
        standing = List.copyOf(standing);
    }
}
