/** Inputs that went wrong, from public reports, each with the right answer. */
@NullMarked
package dev.tidegate.cases;

import org.jspecify.annotations.NullMarked;
