package dev.tidegate.core.route;

import dev.tidegate.core.distribution.Version;

import java.util.List;
import java.util.Optional;

/**
 * What the routes of a service carry now.
 *
 * @param stable the version that carries the traffic; empty when the routes do not say
 * @param problems what keeps a rollout from starting: what is there, what was looked for, what to
 *     do; empty when nothing
 * @param host full name of the DestinationRule's host; empty when there is no rule
 */
public record Reading(Optional<Version> stable, List<String> problems, Optional<String> host) {
    public Reading {
        problems = List.copyOf(problems);
    }
}
