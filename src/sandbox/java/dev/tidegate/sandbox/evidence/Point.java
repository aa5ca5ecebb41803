package dev.tidegate.sandbox.evidence;

/**
 * What the evidence says at a time.
 *
 * @param second of the release
 * @param logOdds ln E
 */
record Point(double second, double logOdds) {}
