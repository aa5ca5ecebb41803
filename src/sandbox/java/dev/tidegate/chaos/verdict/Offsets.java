package dev.tidegate.chaos.verdict;

import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.History;

import java.util.List;
import java.util.stream.Stream;

/** Every record is committed, to the end of each partition. */
final class Offsets {

    private Offsets() {}

    static List<Finding> findings(History history) {
        Stream<String> behind =
                history.all(Entry.Consumed.class).stream()
                        .filter(c -> c.committed() < c.end())
                        .map(
                                c ->
                                        "%s-%d is committed to %d of %d"
                                                .formatted(
                                                        c.topic(),
                                                        c.partition(),
                                                        c.committed(),
                                                        c.end()));
        Stream<String> never =
                history.sent().stream()
                        .filter(sent -> !history.committed(sent))
                        .map(
                                sent ->
                                        "offset %d of %s-%d is not committed"
                                                .formatted(
                                                        sent.offset(),
                                                        sent.topic(),
                                                        sent.partition()));
        return Stream.concat(behind, never)
                .map(found -> new Finding("offsets", "all records are committed", found))
                .toList();
    }
}
