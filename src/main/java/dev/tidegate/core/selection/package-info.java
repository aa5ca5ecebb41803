/**
 * Who gets a request: the algorithms that pick one of several candidates by weight, load or key.
 *
 * <p>All of them are behind {@link dev.tidegate.core.selection.Selector}; {@link
 * dev.tidegate.core.selection.Strategy} names them, and {@link dev.tidegate.core.selection.Pool}
 * swaps them when candidates or weights change.
 */
@NullMarked
package dev.tidegate.core.selection;

import org.jspecify.annotations.NullMarked;
