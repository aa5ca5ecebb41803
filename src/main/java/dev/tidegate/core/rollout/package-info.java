/** What a release is and how events move it: policy snapshot, phases and the state machine. */
@NullMarked
package dev.tidegate.core.rollout;

import org.jspecify.annotations.NullMarked;
