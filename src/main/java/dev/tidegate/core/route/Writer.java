package dev.tidegate.core.route;

/**
 * A rollout that an object's annotations name as the last one that wrote it.
 *
 * @param number of the rollout, from 1
 * @param uid the rollout's; empty in annotations of old, which did not hold it
 */
public record Writer(long number, String uid) {}
