/** Who is let in, by the API server double over HTTP, and what finds room. */
@NullMarked
package dev.tidegate.door;

import org.jspecify.annotations.NullMarked;
