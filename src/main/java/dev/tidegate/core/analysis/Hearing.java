package dev.tidegate.core.analysis;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes readings in: only those of the service's one source, and only of routes that are compared,
 * are evidence of a release; of all its routes it is learnt how the versions' bad requests come.
 */
final class Hearing {

    private static final int MOST_OBSERVERS = 1_000;
    private static final int MOST_VERSIONS = 50;
    private static final int MOST_MEASURES = 64;

    private Hearing() {}

    static ServiceEvidence after(ServiceEvidence state, SourcedReading told) {
        Instant received = told.reading().received();
        ServiceEvidence at = sourced(state, told.source(), received);
        if (!at.source().map(PinnedSource::name).equals(Optional.of(told.source()))) {
            return at;
        }
        Reading reading = named(told);
        String wrong = wrong(at, reading);
        return wrong.isEmpty() ? observed(at, told.route(), reading) : at.omitting(wrong);
    }

    private static ServiceEvidence sourced(ServiceEvidence state, String name, Instant received) {
        PinnedSource another = new PinnedSource(name, received);
        if (state.source().isEmpty()) {
            return state.from(another, state.observers());
        }
        PinnedSource pinned = state.source().get();
        if (pinned.name().equals(name)) {
            return state.from(pinned.heardAt(received), state.observers());
        }
        return pinned.givesWay(received) ? state.from(another, Observers.NONE) : state;
    }

    /** What an observer counts on each route is counted for itself. */
    private static Reading named(SourcedReading told) {
        Reading reading = told.reading();
        return told.route()
                .map(
                        route ->
                                new Reading(
                                        "%s (route %s)".formatted(reading.observer(), route),
                                        reading.at(),
                                        reading.received(),
                                        reading.versions()))
                .orElse(reading);
    }

    private static String wrong(ServiceEvidence state, Reading reading) {
        Map<String, Reading> last = state.observers().last();
        if (last.size() >= MOST_OBSERVERS && !last.containsKey(reading.observer())) {
            return "reading of %s: %d observers are known of this service already; let fewer tell it"
                    .formatted(reading.observer(), MOST_OBSERVERS);
        }
        if (reading.versions().size() > MOST_VERSIONS) {
            return "reading of %s: has %d versions; give at most %d"
                    .formatted(reading.observer(), reading.versions().size(), MOST_VERSIONS);
        }
        return reading.versions().values().stream()
                .map(counts -> counts.byMeasure().size())
                .filter(size -> size > MOST_MEASURES)
                .findFirst()
                .map(
                        size ->
                                "reading of %s: has %d counts of one version; give at most %d"
                                        .formatted(reading.observer(), size, MOST_MEASURES))
                .orElse("");
    }

    private static ServiceEvidence observed(
            ServiceEvidence state, Optional<String> route, Reading reading) {
        Observed observed = state.observers().observe(reading);
        ServiceEvidence next = state.observed(observed.observers());
        return switch (observed) {
            case Observed.Counted counted ->
                    counted(next, route, counted.interval(), reading.received());
            case Observed.Refused refused -> next.omitting(refused.why());
            case Observed.Based _, Observed.Repeated _ -> next;
        };
    }

    private static ServiceEvidence counted(
            ServiceEvidence state, Optional<String> route, Interval interval, Instant received) {
        ServiceEvidence learnt = state.knowing(learnt(state, interval, received));
        return state.followed()
                .filter(followed -> followed.compares(route))
                .map(followed -> learnt.following(followed.after(interval, received)))
                .orElse(learnt);
    }

    private static Map<String, KnownVersion> learnt(
            ServiceEvidence state, Interval interval, Instant received) {
        Map<String, KnownVersion> next = new HashMap<>(state.versions());
        for (var seen : interval.versions().entrySet()) {
            String version = seen.getKey();
            if (!next.containsKey(version) && next.size() >= MOST_VERSIONS) {
                continue;
            }
            Baseline known = state.baseline(version);
            List<Measure> measures =
                    seen.getValue().byMeasure().keySet().stream().map(Measure::custom).toList();
            boolean shown = state.followed().isEmpty() || mostly(interval, version);
            next.put(
                    version,
                    new KnownVersion(
                            shown ? known.after(interval, version, measures) : known, received));
        }
        return next;
    }

    /** Of a version with few of the requests the bursts look smaller than they are. */
    private static boolean mostly(Interval interval, String version) {
        long all = interval.versions().values().stream().mapToLong(Hearing::requests).sum();
        return 2 * requests(interval.counts(version)) >= all;
    }

    private static long requests(Counts counts) {
        return counts.byMeasure().values().stream().mapToLong(Tally::requests).max().orElse(0);
    }
}
