/** Threads, time and processes of a simulation: one choice after the other decides all of it. */
@NullMarked
package dev.tidegate.simulation.kernel;

import org.jspecify.annotations.NullMarked;
