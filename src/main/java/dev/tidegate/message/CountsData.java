package dev.tidegate.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.core.analysis.Counts;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Tally;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The counts of one version in a reading. Failures and slow requests are counted of the same
 * requests; what has another total stands under {@code custom}, by the name of its measure. What is
 * not there was not counted, which is not 0.
 */
final class CountsData {

    /** Ways to call a request bad that one version may be counted by, of each kind. */
    private static final int MOST_MEASURES = 50;

    private static final String SLOWER = "slower-than-";

    private static final Pattern MILLISECONDS = Pattern.compile("[1-9][0-9]{0,6}");

    private static final Set<String> FIELDS = Set.of("requests", "failures", "slower", "custom");

    private CountsData() {}

    static Counts read(String field, JsonNode value) {
        ObjectNode counts = Json.object(field, value);
        ReadingFields.known(field, counts, FIELDS);
        Map<String, Tally> measures = new HashMap<>();
        if (counts.has("requests") || counts.has("failures") || counts.has("slower")) {
            long requests = ReadingFields.count(field + ".requests", counts.path("requests"));
            if (counts.has("failures")) {
                measures.put(
                        Measure.FAILURES.name(),
                        tally(field + ".failures", requests, counts.path("failures")));
            }
            slower(field + ".slower", counts, requests, measures);
        }
        custom(field + ".custom", counts, measures);
        if (measures.isEmpty()) {
            throw new Invalid(
                    field, "counts nothing bad; give failures, slower or custom, which may be 0");
        }
        return new Counts(measures);
    }

    private static void slower(
            String field, ObjectNode counts, long requests, Map<String, Tally> measures) {
        for (Entry<String, JsonNode> one : limited(field, counts.get("slower"))) {
            String place = field + "." + one.getKey();
            if (!MILLISECONDS.matcher(one.getKey()).matches()
                    || Integer.parseInt(one.getKey()) > 3_600_000) {
                throw new Invalid(
                        place,
                        "\"%s\" is no boundary; use whole milliseconds, \"1\" to \"3600000\""
                                .formatted(one.getKey()));
            }
            measures.put(SLOWER + one.getKey(), tally(place, requests, one.getValue()));
        }
    }

    private static void custom(String field, ObjectNode counts, Map<String, Tally> measures) {
        for (Entry<String, JsonNode> one : limited(field, counts.get("custom"))) {
            String name = Check.id(field, one.getKey());
            String place = field + "." + name;
            ObjectNode both = Json.object(place, one.getValue());
            ReadingFields.known(place, both, Set.of("requests", "bad"));
            long requests = ReadingFields.count(place + ".requests", both.path("requests"));
            Tally tally = tally(place + ".bad", requests, both.path("bad"));
            if (measures.put(name, tally) != null) {
                throw new Invalid(
                        place, "is counted twice; give it here or as failures or slower, not both");
            }
        }
    }

    private static Set<Entry<String, JsonNode>> limited(String field, @Nullable JsonNode value) {
        if (value == null) {
            return Set.of();
        }
        ObjectNode object = Json.object(field, value);
        if (object.size() > MOST_MEASURES) {
            throw new Invalid(
                    field, "has %d fields; use at most %d".formatted(object.size(), MOST_MEASURES));
        }
        return object.properties();
    }

    private static Tally tally(String field, long requests, JsonNode value) {
        long bad = ReadingFields.count(field, value);
        if (bad > requests) {
            throw new Invalid(
                    field,
                    "%d is more than the %d requests; give as requests all of them, good and bad"
                            .formatted(bad, requests));
        }
        return new Tally(requests, bad);
    }

    static ObjectNode written(Counts counts) {
        Map<String, Tally> measures = new TreeMap<>(CountsData::compare);
        measures.putAll(counts.byMeasure());
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        measures.forEach(
                (name, tally) -> {
                    boolean failures = name.equals(Measure.FAILURES.name());
                    boolean slower = name.startsWith(SLOWER) && isBoundary(name);
                    boolean first = !data.has("requests");
                    if ((failures || slower) && first) {
                        data.put("requests", tally.requests());
                    }
                    boolean same = data.path("requests").longValue() == tally.requests();
                    if (failures && same) {
                        data.put("failures", tally.bad());
                    } else if (slower && same) {
                        data.withObjectProperty("slower")
                                .put(name.substring(SLOWER.length()), tally.bad());
                    } else {
                        data.withObjectProperty("custom")
                                .putObject(name)
                                .put("requests", tally.requests())
                                .put("bad", tally.bad());
                    }
                });
        return data;
    }

    private static boolean isBoundary(String name) {
        return MILLISECONDS.matcher(name.substring(SLOWER.length())).matches();
    }

    /** Failures first, then by boundary, as a person reads them. */
    private static int compare(String one, String other) {
        int byKind = Integer.compare(rank(one), rank(other));
        if (byKind != 0) {
            return byKind;
        }
        return one.compareTo(other);
    }

    private static int rank(String name) {
        if (name.equals(Measure.FAILURES.name())) {
            return 0;
        }
        return name.startsWith(SLOWER) && isBoundary(name)
                ? Integer.parseInt(name.substring(SLOWER.length()))
                : Integer.MAX_VALUE;
    }
}
