package dev.tidegate.adapter.prometheus;

import dev.tidegate.core.analysis.Reading;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Joins what one proxy has counted of one service's requests to readings. A reading is all of its
 * series at the same time: it is whole when it has each that the one before had, or that has ended
 * since. What does not become whole is left to the next; after a while what is missing is taken as
 * it was.
 *
 * <p>The first reading waits that long, for a series that only came late would count from 0. One
 * that appears afterwards does. When a value falls the proxy started anew, and is another observer
 * from then on.
 */
final class Joint {

    /** How long an origin is believed to come again; until then others are copies of it. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    /** After so long without any reading, though there are samples, their clock was set back. */
    private static final Duration STUCK = Duration.ofMinutes(1);

    /** The most scrapes that are waited for at once. */
    private static final int MOST_WAITING = 60;

    private final String observer;
    private final Duration settle;
    private final NavigableMap<Long, Batch> waiting = new TreeMap<>();
    private final Map<Series, Double> known = new HashMap<>();
    private final Set<Series> expected = new HashSet<>();
    private String origin = "";
    private Instant heard = Instant.MIN;
    private Instant told = Instant.MAX;
    private Optional<Instant> since = Optional.empty();
    private long last = Long.MIN_VALUE;

    /**
     * Of a proxy that was not heard of yet.
     *
     * @param settle how long the parts of one scrape may come apart
     */
    Joint(String observer, Duration settle) {
        this.observer = observer;
        this.settle = settle;
    }

    /** Takes a sample, or says why not. */
    Optional<LeftOut> take(Series series, Point point, Instant now) {
        if (!point.ends() && !point.counts()) {
            return Optional.of(LeftOut.NO_COUNT);
        }
        if (!series.origin().equals(origin)) {
            if (now.isBefore(heard.plus(SILENCE))) {
                return Optional.of(LeftOut.COPY);
            }
            anew();
            origin = series.origin();
        }
        heard = now;
        if (since.isPresent() && point.at() <= last) {
            if (now.isBefore(told.plus(STUCK))) {
                return Optional.of(late(series, point));
            }
            anew();
        }
        waiting.computeIfAbsent(point.at(), _ -> new Batch(now)).put(series, point.value());
        if (waiting.size() > MOST_WAITING) {
            waiting.pollFirstEntry();
        }
        return Optional.empty();
    }

    /** The next reading waits for it: it would be too late each time. */
    private LeftOut late(Series series, Point point) {
        if (!point.ends()) {
            expected.add(series);
        }
        return LeftOut.LATE;
    }

    private void anew() {
        waiting.clear();
        known.clear();
        expected.clear();
        since = Optional.empty();
        last = Long.MIN_VALUE;
    }

    /** The readings that are whole by now, in their order. */
    List<Reading> ready(Instant now) {
        List<Reading> readings = new ArrayList<>();
        if (since.isEmpty()) {
            base(now).ifPresent(readings::add);
        }
        if (since.isPresent()) {
            for (Map.Entry<Long, Batch> each : List.copyOf(waiting.entrySet())) {
                Batch batch = each.getValue();
                if (batch.holds(expected) || batch.overdue(now, settle)) {
                    readings.add(reading(each.getKey(), batch.values(), now));
                }
            }
        }
        return readings;
    }

    /** All that has come until the latest scrape of which nothing more comes. */
    private Optional<Reading> base(Instant now) {
        Map<Series, Double> all = new HashMap<>();
        Optional<Long> latest = Optional.empty();
        for (Map.Entry<Long, Batch> each : waiting.entrySet()) {
            if (each.getValue().overdue(now, settle)) {
                latest = Optional.of(each.getKey());
            }
        }
        latest.ifPresent(
                at -> waiting.headMap(at, true).values().forEach(b -> all.putAll(b.values())));
        return latest.filter(_ -> all.values().stream().anyMatch(value -> !value.isNaN()))
                .map(at -> reading(at, all, now));
    }

    private Reading reading(long at, Map<Series, Double> values, Instant now) {
        Instant time = Instant.ofEpochMilli(at);
        if (since.isEmpty() || fell(values)) {
            known.clear();
            since = Optional.of(time);
        }
        expected.clear();
        values.forEach(
                (series, value) -> {
                    if (!value.isNaN()) {
                        known.put(series, value);
                        expected.add(series);
                    }
                });
        last = at;
        told = now;
        waiting.headMap(at, true).clear();
        String name = "%s since %s".formatted(observer, since.get());
        return new Reading(name, time, now, Totals.of(known));
    }

    private boolean fell(Map<Series, Double> values) {
        return values.entrySet().stream()
                .anyMatch(each -> each.getValue() < known.getOrDefault(each.getKey(), 0.0));
    }

    /** When a sample came last. */
    Instant heard() {
        return heard;
    }

    /** How many values it holds. */
    int size() {
        return known.size() + waiting.values().stream().mapToInt(b -> b.values().size()).sum();
    }
}
