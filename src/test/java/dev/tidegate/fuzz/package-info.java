/**
 * Fuzzing of everything that reads bytes from outside: whatever comes, it is understood or refused
 * with a reason.
 */
@NullMarked
package dev.tidegate.fuzz;

import org.jspecify.annotations.NullMarked;
