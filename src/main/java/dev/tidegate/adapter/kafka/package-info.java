/** Records of the topics in, outcomes, timers and dead letters out; none of them is lost. */
@NullMarked
package dev.tidegate.adapter.kafka;

import org.jspecify.annotations.NullMarked;
