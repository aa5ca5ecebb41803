/** Observed Istio routes in, planned patches out, as data. */
@NullMarked
package dev.tidegate.core.route;

import org.jspecify.annotations.NullMarked;
