/** The real artifact as a process, against a real broker and an API server over HTTP. */
@NullMarked
package dev.tidegate.it;

import org.jspecify.annotations.NullMarked;
