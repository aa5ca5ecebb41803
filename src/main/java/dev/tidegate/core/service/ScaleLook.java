package dev.tidegate.core.service;

import java.util.Optional;

/**
 * How a version's Deployment is scaled.
 *
 * @param replicas how many pods it wants; empty when it does not exist
 * @param owner what scales it, such as {@code HorizontalPodAutoscaler bookinfo/reviews-v1}; empty
 *     when nothing does
 */
public record ScaleLook(Optional<Long> replicas, Optional<String> owner) {}
