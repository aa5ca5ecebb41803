/** The sandbox's callers: the requests that they send, and what became of each. */
@NullMarked
package dev.tidegate.sandbox.traffic;

import org.jspecify.annotations.NullMarked;
