package dev.tidegate.adapter.otlp;

import dev.tidegate.core.event.ServiceReading;

/** A reading that Kafka does not have yet, and what it is of. */
record Untold(ServiceReading reading, Series series) {}
