/** CloudEvents 1.0 in, {@link dev.tidegate.core.event.RolloutEvent}s out. */
@NullMarked
package dev.tidegate.adapter.cloudevents;

import org.jspecify.annotations.NullMarked;
