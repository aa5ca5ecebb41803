/**
 * Who gets a request: the algorithms that pick one of several candidates by weight, load or key.
 *
 * <p>All of them are behind {@link dev.tidegate.core.distribution.selection.Selector}.
 */
@NullMarked
package dev.tidegate.core.distribution.selection;

import org.jspecify.annotations.NullMarked;
