package dev.tidegate.core.route;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.text.Reason;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the routes of a service carry now.
 *
 * @param stable the version that carries the traffic; empty when the routes do not say
 * @param problems what keeps a rollout from starting: what is there, what was looked for, what to
 *     do; empty when nothing
 * @param host full name of the host that the rule of the versions is for; empty without a rule
 * @param prior what leads to the canary already; nothing when no canary is known
 */
public record ObservedRoutes(
        Optional<Version> stable,
        List<String> problems,
        Optional<String> host,
        PriorTraffic prior) {
    public ObservedRoutes {
        problems = problems.stream().map(Reason::of).toList();
    }

    /** The same with more problems. */
    public ObservedRoutes with(List<String> more) {
        return new ObservedRoutes(
                stable, Stream.concat(problems.stream(), more.stream()).toList(), host, prior);
    }
}
