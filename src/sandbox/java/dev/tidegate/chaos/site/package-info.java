/** The real parts, and what can be done to them. */
@NullMarked
package dev.tidegate.chaos.site;

import org.jspecify.annotations.NullMarked;
