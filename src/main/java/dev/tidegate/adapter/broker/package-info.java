/** The floor of all that speaks with Kafka: what its client's troubles mean. */
@NullMarked
package dev.tidegate.adapter.broker;

import org.jspecify.annotations.NullMarked;
