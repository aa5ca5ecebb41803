package dev.tidegate.controller;

import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where readings are told, for the analysis. Telling one twice is harmless, as it is cumulative;
 * and one that is lost is mended by the next.
 */
public interface Readings {

    /** Tells one; done once every in-sync replica has it. Waits for at most about five seconds. */
    Result<Boolean> tell(ServiceKey service, SourcedReading reading);

    /**
     * Tells all, and does not wait for Kafka: at most a second for room or for a first connection.
     *
     * @return done once every in-sync replica has them all; else why one of them is not there,
     *     though others may be
     */
    CompletionStage<Result<Boolean>> tellAll(List<ServiceReading> readings);
}
