/**
 * Trials of the evidence on simulated traffic: how often a good canary is rolled back, how soon a
 * bad one is found, how long a release takes. The same for the same seeds. Only tests use it: no
 * command, topic or policy field reaches it yet.
 */
@NullMarked
package dev.tidegate.cli.evidence;

import org.jspecify.annotations.NullMarked;
