package dev.tidegate.cli.evidence;

import org.jspecify.annotations.Nullable;

/**
 * A number that differs from release to release; null when it is never reached.
 *
 * @param half it is at most that in the half of the releases
 * @param nineOfTen and in nine of ten
 */
public record Spread(@Nullable Double half, @Nullable Double nineOfTen) {}
