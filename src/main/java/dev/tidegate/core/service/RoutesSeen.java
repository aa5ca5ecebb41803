package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.Reading;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the routes of a service carry.
 *
 * @param stable the version that carries the traffic
 * @param problems what keeps a rollout from starting, each a sentence that says what to do
 * @param host full name of the DestinationRule's host; empty when there is no rule
 * @param standing what of the user's own leads to the canary already; empty when no canary was
 *     given
 */
public record RoutesSeen(
        Optional<Version> stable,
        List<String> problems,
        Optional<String> host,
        List<String> standing) {

    /** The same with more problems. */
    public RoutesSeen with(List<String> more) {
        return new RoutesSeen(
                stable, Stream.concat(problems.stream(), more.stream()).toList(), host, standing);
    }

    /** What the planner read. */
    public static RoutesSeen of(Reading reading) {
        return new RoutesSeen(
                reading.stable(), reading.problems(), reading.host(), reading.standing());
    }
}
