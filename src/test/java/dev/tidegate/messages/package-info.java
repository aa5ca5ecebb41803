/** What people read, collected, and what must not be in it. */
@NullMarked
package dev.tidegate.messages;

import org.jspecify.annotations.NullMarked;
