/** The analysis as a Kafka Streams topology: readings and live releases in, verdicts out. */
@NullMarked
package dev.tidegate.adapter.streams;

import org.jspecify.annotations.NullMarked;
