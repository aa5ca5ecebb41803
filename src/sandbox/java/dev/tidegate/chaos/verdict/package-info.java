/** Whether a history keeps what is promised. */
@NullMarked
package dev.tidegate.chaos.verdict;

import org.jspecify.annotations.NullMarked;
