/** The invariants of the design, each checked on what the API server and the topics hold. */
@NullMarked
package dev.tidegate.simulation.judge;

import org.jspecify.annotations.NullMarked;
