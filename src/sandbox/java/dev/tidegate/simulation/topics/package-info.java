/**
 * Topics in memory, as far as the controller can tell: at least once, in order for each service.
 */
@NullMarked
package dev.tidegate.simulation.topics;

import org.jspecify.annotations.NullMarked;
