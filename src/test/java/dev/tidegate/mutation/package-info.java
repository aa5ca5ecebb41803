/** Whether the tests bite: small faults are put into the sources, and a test must notice each. */
@NullMarked
package dev.tidegate.mutation;

import org.jspecify.annotations.NullMarked;
