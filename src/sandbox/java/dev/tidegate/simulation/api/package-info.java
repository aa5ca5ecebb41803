/** A Kubernetes API in memory, as far as the port to it tells, and what goes wrong on the way. */
@NullMarked
package dev.tidegate.simulation.api;

import org.jspecify.annotations.NullMarked;
