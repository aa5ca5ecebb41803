/** What is measured and logged, read back from a registry and a log handler in memory. */
@NullMarked
package dev.tidegate.adapter.telemetry;

import org.jspecify.annotations.NullMarked;
