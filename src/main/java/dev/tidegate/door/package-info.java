/** Who may come in by HTTP, and how much of what they send. */
@NullMarked
package dev.tidegate.door;

import org.jspecify.annotations.NullMarked;
