package dev.tidegate.core.event;

import dev.tidegate.core.analysis.SourcedReading;

/** A reading with the service whose requests it counts. */
public record ServiceReading(ServiceKey service, SourcedReading reading) {}
