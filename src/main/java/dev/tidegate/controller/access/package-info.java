/** Who calls the HTTP interface, and what they may do. */
@NullMarked
package dev.tidegate.controller.access;

import org.jspecify.annotations.NullMarked;
