/**
 * Simulated traffic of a release: two versions, their pods and failures, seen by proxies; the same
 * from the same random source. It knows nothing of the evidence that is judged by it. Only tests
 * use it: no command, topic or policy field reaches it yet.
 */
@NullMarked
package dev.tidegate.cli.traffic;

import org.jspecify.annotations.NullMarked;
