package dev.tidegate.core.traffic;

import dev.tidegate.core.distribution.Distribution;

/**
 * What a release wants of the routes, whole and absolute.
 *
 * @param everybody how requests are divided that nothing else decides
 */
public record Traffic(Distribution everybody) {}
