/** The running artifact and a real broker: what comes in, what goes out, what is never lost. */
@NullMarked
package dev.tidegate.adapter.streams;

import org.jspecify.annotations.NullMarked;
