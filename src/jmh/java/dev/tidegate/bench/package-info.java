/** Micro-benchmarks, run by {@code ./tidegate bench --micro}. */
@NullMarked
package dev.tidegate.bench;

import org.jspecify.annotations.NullMarked;
