package dev.tidegate.adapter.kubernetes;

import dev.tidegate.core.rollout.Handled;
import dev.tidegate.core.rollout.Handled.Seen;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a status remembers as handled. Once it was one list of events and alerts, without times;
 * whoever writes that still, while replicas are renewed, drops the other fields.
 */
final class HandledStatus {

    /** An alert's identity among the ids of events: those have a blank. */
    private static final Pattern ALERT = Pattern.compile(".+@\\d{4}-\\d{2}-\\d{2}T[^ ]+Z");

    private HandledStatus() {}

    static Handled read(RolloutStatus status) {
        List<String> ids = list(status.handled());
        List<String> times = list(status.handledTimes());
        boolean timed = times.size() == ids.size();
        List<Seen> events =
                IntStream.range(0, ids.size())
                        .mapToObj(
                                i ->
                                        new Seen(
                                                ids.get(i),
                                                timed
                                                        ? Instant.parse(times.get(i))
                                                        : Instant.EPOCH))
                        .toList();
        Stream<String> older = timed ? Stream.of() : ids.stream().filter(ALERT.asMatchPredicate());
        return new Handled(
                events,
                Optional.ofNullable(status.handledUntil()).map(Instant::parse),
                Stream.concat(older, list(status.handledAlerts()).stream()).distinct().toList());
    }

    private static List<String> list(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
