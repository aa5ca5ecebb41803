/** The processes that the sandbox starts, and their end. */
@NullMarked
package dev.tidegate.sandbox.process;

import org.jspecify.annotations.NullMarked;
