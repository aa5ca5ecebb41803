package dev.tidegate.core.route;

import dev.tidegate.core.distribution.Distribution;

/**
 * A route whose weights somebody changed after the rollout wrote them.
 *
 * @param route where, such as {@code VirtualService bookinfo/reviews, http route "primary"}
 * @param found how our versions divide their part of the traffic there now
 */
public record Drift(String route, Distribution found) {}
