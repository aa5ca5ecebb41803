package dev.tidegate.core.event;

import java.util.List;

/**
 * What leads to the canary when a release begins, and is the user's own: the release takes none of
 * it away.
 *
 * @param routes titles of the routes that the policy does not name; {@code *} for too many to keep;
 *     beside them, behind {@code mirrors of }, those of all routes that copy requests to it
 * @param problems why versions meet each other's pods, each a sentence, which a person has skipped
 */
public record PriorTraffic(List<String> routes, List<String> problems) {

    public static final PriorTraffic NONE = new PriorTraffic(List.of(), List.of());

    public PriorTraffic {
        routes = List.copyOf(routes);
        problems = List.copyOf(problems);
    }
}
