package dev.tidegate.adapter.otlp;

import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all proxies have told this receiver, bounded: a proxy and a route that were silent for a
 * quarter of an hour are forgotten, and begin at 0 when they come again. Thread-safe.
 *
 * <p>Each receiver is an observer of its own of every proxy: Envoy sends each part of its log to
 * any of them. What one has counted no other has, so their sums are right, and an observer's name
 * holds the receiver's. A receiver that starts anew has another name, and its observers begin at 0.
 */
final class Counters {

    /** The source of these readings. */
    static final String SOURCE = "envoy-als";

    static final Duration SILENT = Duration.ofMinutes(15);

    /** A proxy, a service and a route take about a kilobyte. */
    static final int MOST = 20_000;

    private final String receiver;
    private final Map<Key, Series> all = new ConcurrentHashMap<>();

    /** What is counted together. */
    private record Key(ServiceKey service, String proxy, String route) {
        ServiceReading of(Reading reading) {
            Optional<String> named = Optional.of(route).filter(name -> !name.isEmpty());
            return new ServiceReading(service, new SourcedReading(SOURCE, named, reading));
        }
    }

    /**
     * Nothing yet.
     *
     * @param receiver the name of this process, another one after each start
     */
    Counters(String receiver) {
        this.receiver = receiver;
    }

    /**
     * Counts a request.
     *
     * @param route its name, empty without one
     * @return false when there is no room for it
     */
    boolean count(Destination to, String proxy, String route, AccessRecord request, Instant now) {
        Key key = new Key(to.service(), proxy, route);
        Series series = all.get(key);
        if (series == null) {
            if (all.size() >= MOST) {
                return false;
            }
            series = all.computeIfAbsent(key, _ -> new Series(now));
        }
        return series.count(to.version(), request.answer().failed(), request.millis(), now);
    }

    /** What is to be told now, each observer's in their order. */
    List<Untold> untold(Instant now) {
        List<Untold> untold = new ArrayList<>();
        all.forEach(
                (key, series) ->
                        series.untold(key.proxy() + " by " + receiver, now)
                                .forEach(
                                        reading ->
                                                untold.add(new Untold(key.of(reading), series))));
        return untold;
    }

    /** Forgets who was silent for long. */
    void forget(Instant now) {
        all.values().removeIf(series -> !series.heardSince(now.minus(SILENT)));
    }

    /** How many proxies, services and routes are counted apart. */
    int size() {
        return all.size();
    }
}
