/**
 * Simulated traffic of a release: two versions, their pods and failures, seen by proxies; the same
 * from the same random source. It knows nothing of the evidence that is judged by it. Tests
 * and the bench use it.
 */
@NullMarked
package dev.tidegate.cli.traffic;

import org.jspecify.annotations.NullMarked;
