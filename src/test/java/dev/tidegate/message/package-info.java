/** What the codec reads and what it refuses, and the schemas that say so to others. */
@NullMarked
package dev.tidegate.message;

import org.jspecify.annotations.NullMarked;
