/** How much traffic each version gets: versions, weights and distributions. */
@NullMarked
package dev.tidegate.core.distribution;

import org.jspecify.annotations.NullMarked;
