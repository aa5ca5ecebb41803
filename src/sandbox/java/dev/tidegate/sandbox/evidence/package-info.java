/** What the evidence does, measured on simulated traffic, beside what other tools do. */
@NullMarked
package dev.tidegate.sandbox.evidence;

import org.jspecify.annotations.NullMarked;
