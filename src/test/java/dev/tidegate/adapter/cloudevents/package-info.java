/** What the codec reads and what it refuses, and the schemas that say so to others. */
@NullMarked
package dev.tidegate.adapter.cloudevents;

import org.jspecify.annotations.NullMarked;
