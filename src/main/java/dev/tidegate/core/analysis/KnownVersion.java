package dev.tidegate.core.analysis;

import java.time.Instant;

/**
 * A version whose requests were seen.
 *
 * @param baseline how its bad requests come
 * @param read when it was in a reading last, by our clock
 */
public record KnownVersion(Baseline baseline, Instant read) {}
