/** What is measured, with Micrometer, and what is logged, with a fixed vocabulary of keys. */
@NullMarked
package dev.tidegate.adapter.telemetry;

import org.jspecify.annotations.NullMarked;
