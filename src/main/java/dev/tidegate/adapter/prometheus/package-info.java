/** Prometheus: takes what it writes, and asks it, so that its counters are readings. */
@NullMarked
package dev.tidegate.adapter.prometheus;

import org.jspecify.annotations.NullMarked;
