/** What a release wants of the routes, whole and absolute. */
@NullMarked
package dev.tidegate.core.traffic;

import org.jspecify.annotations.NullMarked;
