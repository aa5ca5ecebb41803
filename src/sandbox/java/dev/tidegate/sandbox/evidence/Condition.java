package dev.tidegate.sandbox.evidence;

import java.util.function.LongToDoubleFunction;

/**
 * A condition of the promise, broken: good canaries without what keeps it, and with it.
 *
 * @param what happens
 * @param without the time until the canary is rolled back by the plain comparison, by the seed
 * @param care what keeps the promise
 * @param with the same with it
 */
record Condition(
        String what, LongToDoubleFunction without, String care, LongToDoubleFunction with) {}
