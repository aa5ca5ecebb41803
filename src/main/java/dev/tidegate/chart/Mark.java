package dev.tidegate.chart;

/**
 * Something that happened at a time of a release, such as its rollback.
 *
 * @param second since the release began
 * @param words a few, for a person
 * @param bad whether it went against the canary
 */
public record Mark(double second, String words, boolean bad) {}
