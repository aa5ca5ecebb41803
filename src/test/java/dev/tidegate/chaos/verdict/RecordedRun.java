package dev.tidegate.chaos.verdict;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.History;
import dev.tidegate.chaos.history.HistoryFile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What was recorded of two services in a run: the second release of one was taken back by an alert,
 * that of the other succeeded. A test makes it bad.
 */
final class RecordedRun {

    private final History history =
            HistoryFile.read(Path.of("src", "test", "resources", "chaos", "history.jsonl"));
    private final List<Entry> entries = new ArrayList<>(history.entries());

    History history() {
        return new History(history.start(), entries);
    }

    <T extends Entry> Stream<T> each(Class<T> kind) {
        return List.copyOf(entries).stream().filter(kind::isInstance).map(kind::cast);
    }

    /** Without these entries; there must be some. */
    <T extends Entry> RecordedRun without(Class<T> kind, Predicate<T> which) {
        if (!entries.removeIf(e -> kind.isInstance(e) && which.test(kind.cast(e)))) {
            throw new IllegalStateException("nothing to leave out");
        }
        return this;
    }

    /** With others in place of these. */
    <T extends Entry> RecordedRun changed(
            Class<T> kind, Predicate<T> which, Function<T, Entry> change) {
        entries.replaceAll(
                e ->
                        kind.isInstance(e) && which.test(kind.cast(e))
                                ? change.apply(kind.cast(e))
                                : e);
        return this;
    }

    /** An alert that moved nothing was one on another version, at other times. */
    void ignored(String alert, String version, long sent, long handled) {
        String event = "/chaos " + alert;
        changed(
                Entry.Sent.class,
                s -> s.event().equals(event),
                s ->
                        new Entry.Sent(
                                sent,
                                sent,
                                s.topic(),
                                s.partition(),
                                s.offset(),
                                s.key(),
                                s.attributes(),
                                s.body()
                                        .replaceFirst(
                                                "\"version\":\"[^\"]*\"",
                                                "\"version\":\"" + version + "\"")));
        changed(
                Entry.Said.class,
                s -> s.event().equals(event),
                s -> new Entry.Said(handled, s.by(), s.event(), s.outcome(), s.reason()));
    }

    RecordedRun with(Entry entry) {
        entries.add(entry);
        return this;
    }

    /** The writes of an object, in their order. */
    List<Entry.Written> written(String kind, String name) {
        return history().written().stream().filter(w -> is(w, kind, name)).toList();
    }

    static boolean is(Entry.Written written, String kind, String name) {
        return written.kind().equals(kind)
                && written.object().at("/metadata/name").asText().equals(name);
    }

    static boolean tellsOf(Entry.Told told, String rollout, int revision) {
        return told.data().path("rollout").asText().equals(rollout)
                && told.data().path("revision").asInt() == revision;
    }

    /** The same write, of an object that was edited. */
    static Entry.Written edited(Entry.Written written, Consumer<ObjectNode> edit) {
        ObjectNode object = written.object().deepCopy();
        edit.accept(object);
        return new Entry.Written(
                written.micros(),
                written.came(),
                written.by(),
                written.kind(),
                written.deleted(),
                object);
    }
}
