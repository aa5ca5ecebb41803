package dev.tidegate.adapter.prometheus;

import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The samples of all proxies, on their way to readings. For one thread at a time. */
final class Joints {

    /** After so long without a sample a proxy is forgotten. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(5);

    private record Place(ServiceKey service, String observer) {}

    private final Map<Place, Joint> joints = new HashMap<>();
    private final String source;
    private final Duration settle;
    private final int most;
    private int held;

    /**
     * None yet.
     *
     * @param source that its readings name
     * @param settle how long the parts of one scrape may come apart
     * @param most values held, above which no proxy is added; above twice as many nothing is
     */
    Joints(String source, Duration settle, int most) {
        this.source = source;
        this.settle = settle;
        this.most = most;
    }

    /** Takes a sample, or says why not. */
    Optional<LeftOut> take(Series series, Point point, Instant now) {
        Place place = new Place(series.service(), series.observer());
        if (held >= 2 * most || (held >= most && !joints.containsKey(place))) {
            return Optional.of(LeftOut.TOO_MANY);
        }
        Optional<LeftOut> why =
                joints.computeIfAbsent(place, _ -> new Joint(place.observer(), settle))
                        .take(series, point, now);
        held += why.isEmpty() ? 1 : 0;
        return why;
    }

    /** The readings that are whole by now; those of a proxy in their order. */
    List<ServiceReading> ready(Instant now) {
        joints.values().removeIf(joint -> joint.heard().plus(FORGOTTEN).isBefore(now));
        List<ServiceReading> ready = new ArrayList<>();
        held = 0;
        joints.forEach(
                (place, joint) -> {
                    for (Reading reading : joint.ready(now)) {
                        ready.add(
                                new ServiceReading(
                                        place.service(),
                                        new SourcedReading(source, Optional.empty(), reading)));
                    }
                    held += joint.size();
                });
        return ready;
    }

    /** Forgets all. */
    void clear() {
        joints.clear();
        held = 0;
    }

    /** How many values are held. */
    int size() {
        return held;
    }
}
