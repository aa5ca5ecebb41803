package dev.tidegate.core.analysis;

import java.util.Optional;

/**
 * A reading with where it comes from: the topic {@code tidegate.readings} holds them, by service.
 *
 * @param source what told it, such as {@code envoy-als}: one release is judged by one source, as
 *     two would count each request twice
 * @param route of the requests that it counts, where the source can tell routes apart
 */
public record SourcedReading(String source, Optional<String> route, Reading reading) {

    public SourcedReading {
        Checks.name("source", source);
    }
}
