package dev.tidegate.chaos.verdict;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.History;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was recorded is all that was written: the last of it is what is there in the end. */
final class WholeRecord {

    private WholeRecord() {}

    static List<Finding> findings(History history) {
        Map<String, Long> last = new HashMap<>();
        for (Entry.Written written : history.written()) {
            last.put(key(written.kind(), written.object()), written.version());
        }
        return history.all(Entry.Found.class).stream()
                .filter(found -> last.getOrDefault(key(found), 0L) != version(found.object()))
                .map(
                        found ->
                                new Finding(
                                        "record",
                                        "every write is recorded",
                                        "%s at version %d, recorded up to %d"
                                                .formatted(
                                                        key(found),
                                                        version(found.object()),
                                                        last.getOrDefault(key(found), 0L))))
                .toList();
    }

    private static String key(Entry.Found found) {
        return key(found.kind(), found.object());
    }

    private static String key(String kind, JsonNode object) {
        return "%s %s/%s"
                .formatted(
                        kind,
                        object.at("/metadata/namespace").asText(),
                        object.at("/metadata/name").asText());
    }

    private static long version(JsonNode object) {
        return object.at("/metadata/resourceVersion").asLong();
    }
}
