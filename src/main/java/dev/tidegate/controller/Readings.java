package dev.tidegate.controller;

import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;

import java.util.List;

/** Tells readings to the analysis. */
public interface Readings {

    /** Done once every in-sync replica has it; Unreachable when Kafka is away. */
    Result<Boolean> tell(ServiceKey service, SourcedReading reading);

    /** The same of all of them, each service's in their order; Done once all are there. */
    Result<Boolean> tellAll(List<ServiceReading> readings);
}
