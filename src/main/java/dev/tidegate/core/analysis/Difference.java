package dev.tidegate.core.analysis;

import java.util.HashMap;
import java.util.Map;

/** What lies between two readings of an observer. */
sealed interface Difference {

    /**
     * More was counted.
     *
     * @param versions how much, by version
     * @param merged the later reading, with what it left out
     */
    record Grown(Map<String, Counts> versions, Reading merged) implements Difference {

        /** Whether any request came in between. */
        boolean some() {
            return versions.values().stream()
                    .flatMap(counts -> counts.byMeasure().values().stream())
                    .anyMatch(tally -> tally.requests() > 0);
        }
    }

    /** A count is lower than before. */
    record Fell() implements Difference {}

    /**
     * More bad requests came in than requests.
     *
     * @param why a sentence for a person
     */
    record Wrong(String why) implements Difference {}

    static Difference of(Reading before, Reading after) {
        Map<String, Counts> grown = new HashMap<>();
        Map<String, Counts> merged = new HashMap<>(before.versions());
        String wrong = "";
        for (var version : after.versions().entrySet()) {
            Counts old = before.versions().getOrDefault(version.getKey(), Counts.NONE);
            Map<String, Tally> more = new HashMap<>();
            for (var measure : version.getValue().byMeasure().entrySet()) {
                Tally was = old.of(measure.getKey());
                Tally is = measure.getValue();
                long requests = is.requests() - was.requests();
                long bad = is.bad() - was.bad();
                if (requests < 0 || bad < 0) {
                    return new Fell();
                }
                if (bad > requests) {
                    wrong = wrong(after, version.getKey(), measure.getKey(), bad, requests);
                } else {
                    more.put(measure.getKey(), new Tally(requests, bad));
                }
            }
            grown.put(version.getKey(), new Counts(more));
            merged.put(version.getKey(), version.getValue().over(old));
        }
        Reading whole = new Reading(after.observer(), after.at(), after.received(), merged);
        return wrong.isEmpty() ? new Grown(grown, whole) : new Wrong(wrong);
    }

    private static String wrong(
            Reading reading, String version, String measure, long bad, long requests) {
        return "reading of %s: %s of version %s grew by %d, but its requests by %d; count both of the same requests"
                .formatted(reading.observer(), measure, version, bad, requests);
    }
}
