package dev.tidegate.adapter.prometheus;

import dev.tidegate.core.event.ServiceKey;

import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * What Prometheus is asked: one instant query for the samples of a while, because only they say
 * when each was scraped.
 */
final class Question {

    /** Whether it answers at all. */
    static final String NOTHING = "vector(1)";

    private Question() {}

    /**
     * Of these services, and maybe of others of the same names.
     *
     * @param services at least one; their names are DNS labels, in which nothing has to be escaped
     */
    static String of(Collection<ServiceKey> services, Duration window) {
        return """
        {__name__=~"istio_requests_total|istio_request_duration_milliseconds_(bucket|count)", reporter="source", \
        le=~"|(%s)([.]0)?", destination_service_namespace=~"%s", destination_service_name=~"%s"}[%ds]\
        """
                .formatted(
                        SeriesReader.BOUNDARIES.stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining("|")),
                        any(services.stream().map(ServiceKey::namespace).toList()),
                        any(services.stream().map(ServiceKey::name).toList()),
                        window.toSeconds());
    }

    private static String any(Collection<String> names) {
        return names.stream().distinct().sorted().collect(Collectors.joining("|"));
    }
}
