/**
 * What other tools make of a canary's failures, written from their documentation and run on the
 * same simulated traffic as the evidence. They are given what flatters them: no delay between a
 * decision and the traffic, the canary's own series, a healthy Prometheus.
 */
@NullMarked
package dev.tidegate.sandbox.peer;

import org.jspecify.annotations.NullMarked;
