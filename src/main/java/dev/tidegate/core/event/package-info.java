/** What can happen to a release: the sealed events. */
@NullMarked
package dev.tidegate.core.event;

import org.jspecify.annotations.NullMarked;
