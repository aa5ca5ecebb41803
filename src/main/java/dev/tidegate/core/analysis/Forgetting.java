package dev.tidegate.core.analysis;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Forgets what was not read lately, so that what is known of a service is bounded. */
final class Forgetting {

    private Forgetting() {}

    /** Without observers and versions that were not read since; the same when there are none. */
    static ServiceEvidence before(ServiceEvidence state, Instant time) {
        boolean observers =
                state.observers().last().values().stream()
                        .anyMatch(reading -> reading.received().isBefore(time));
        boolean versions =
                state.versions().values().stream().anyMatch(known -> known.read().isBefore(time));
        if (!observers && !versions) {
            return state;
        }
        Map<String, KnownVersion> kept = new HashMap<>(state.versions());
        kept.values().removeIf(known -> known.read().isBefore(time));
        return state.observed(state.observers().readSince(time)).knowing(kept);
    }
}
