/**
 * Trials of the evidence on simulated traffic: how often a good canary is rolled back, how soon a
 * bad one is found, how long a release takes. The same for the same seeds. Tests and the bench use
 * it.
 */
@NullMarked
package dev.tidegate.cli.evidence;

import org.jspecify.annotations.NullMarked;
