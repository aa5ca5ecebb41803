/**
 * What a policy names: the routes to move, and how a destination tells one version from another.
 */
@NullMarked
package dev.tidegate.core.routing;

import org.jspecify.annotations.NullMarked;
