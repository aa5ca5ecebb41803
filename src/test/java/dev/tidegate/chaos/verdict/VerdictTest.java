package dev.tidegate.chaos.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.HistoryFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

/** What real parts once did breaks nothing; each check finds what is made bad of it. */
class VerdictTest {

    private static final String TAKEN_BACK = "shop-12-2";
    private static final String FOLLOWED = "shop-05-1";
    private static final String SUCCEEDED = "shop-05-2";

    private final RecordedRun run = new RecordedRun();

    private void assertBroken(String promise) {
        assertThat(Verdict.on(run.history()))
                .extracting(Finding::promise)
                .as("what is broken")
                .contains(promise);
    }

    @Test
    void whatIsWrittenDownCanBeRead(@TempDir Path directory) {
        Path file = directory.resolve("history.jsonl");
        HistoryFile.write(run.history(), file);
        assertThat(HistoryFile.read(file)).isEqualTo(run.history());
    }

    @Test
    void whatWasRecordedBreaksNothing() {
        assertThat(Verdict.on(run.history())).isEmpty();
        assertThat(Latencies.of(run.history())).containsExactly(92_717_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy-shop-05-v2", "alert-shop-12-v3", "resume-2-shop-05-v3"})
    void eventOfWhichNothingIsToldIsFound(String id) {
        run.without(
                Entry.Told.class,
                told -> told.data().path("event").asText().equals("/chaos " + id));
        assertBroken("events");
    }

    @Test
    void alertOfWhichNobodySaysWhyItMovesNothingIsFound() {
        run.without(Entry.Said.class, said -> said.event().equals("/chaos alert-shop-05-v3"));
        assertBroken("events");
    }

    @Test
    void rubbishWithoutADeadLetterIsFound() {
        run.without(Entry.Letter.class, _ -> true);
        assertBroken("events");
    }

    @Test
    void recordThatIsNotCommittedIsFound() {
        run.changed(
                Entry.Consumed.class,
                c -> c.topic().equals("tidegate.alerts"),
                c -> new Entry.Consumed(c.topic(), c.partition(), c.committed() - 1, c.end()));
        assertBroken("offsets");
    }

    @Test
    void partitionThatWasNeverCommittedIsFound() {
        run.without(Entry.Consumed.class, c -> c.topic().equals("tidegate.deployments"));
        assertBroken("offsets");
    }

    @Test
    void releaseThatNeverEndsIsFound() {
        run.without(Entry.Sent.class, sent -> sent.event().contains("alert-shop-05"));
        run.without(Entry.Told.class, told -> RecordedRun.tellsOf(told, SUCCEEDED, 8));
        run.without(
                Entry.Written.class,
                w ->
                        RecordedRun.is(w, "Rollout", SUCCEEDED)
                                && w.object().at("/status/revision").asInt() > 7);
        assertBroken("I10");
    }

    @Test
    void routeThatIsNotAsTheLastDecisionSaysIsFound() {
        long last = run.written("VirtualService", "shop-12").getLast().version();
        run.without(Entry.Written.class, w -> w.version() == last);
        assertBroken("ROUTES");
    }

    @Test
    void alertedCanaryWithWeightIsFound() {
        List<Entry.Written> routes = run.written("VirtualService", "shop-12");
        Entry.Written split = routes.get(routes.size() - 2);
        run.changed(
                Entry.Found.class,
                f -> f.object().at("/metadata/name").asText().equals("shop-12"),
                f -> new Entry.Found(f.kind(), split.object()));
        assertBroken("alerted canaries");
    }

    @Test
    void moveThatIsNeverToldIsFound() {
        run.without(Entry.Told.class, told -> RecordedRun.tellsOf(told, SUCCEEDED, 5));
        assertBroken("I8");
    }

    @Test
    void moveThatIsToldInTwoWaysIsFound() {
        Entry.Told told =
                run.each(Entry.Told.class)
                        .filter(t -> RecordedRun.tellsOf(t, SUCCEEDED, 4))
                        .findFirst()
                        .orElseThrow();
        ObjectNode other = told.data().deepCopy();
        other.put("weight", 99);
        run.with(new Entry.Told(told.micros(), told.key(), told.id(), other));
        assertBroken("I8");
    }

    @Test
    void gapInTheNumbersOfTheMovesIsFound() {
        run.changed(
                Entry.Written.class,
                w ->
                        RecordedRun.is(w, "Rollout", SUCCEEDED)
                                && w.object().at("/status/revision").asInt() > 4,
                w ->
                        RecordedRun.edited(
                                w, o -> ((ArrayNode) o.at("/status/state/history")).remove(2)));
        assertBroken("I8");
    }

    @Test
    void lateWriteThatGivesATakenBackCanaryMoreIsFound() {
        List<Entry.Written> routes = run.written("VirtualService", "shop-12");
        Entry.Written split = routes.get(routes.size() - 2);
        long after = routes.getLast().version() + 1;
        run.with(
                RecordedRun.edited(
                                split,
                                o ->
                                        o.withObject("/metadata")
                                                .put("resourceVersion", Long.toString(after)))
                        .at(routes.getLast().micros() + 1));
        assertBroken("I2");
    }

    @Test
    void shortenedHoldIsFound() {
        Entry.Written weights = run.written("VirtualService", "shop-12").get(5);
        run.changed(
                Entry.Written.class,
                w ->
                        RecordedRun.is(w, "Rollout", TAKEN_BACK)
                                && w.object().at("/status/revision").asInt() == 5,
                w -> w.at(weights.micros() + 1_900_000));
        assertBroken("holds");
    }

    @Test
    void alertThatLeadsToNothingIsFound() {
        long live = run.written("Rollout", SUCCEEDED).getFirst().micros() + 3_000_000;
        run.ignored("alert-shop-05-v3", "v3", live, live + 100_000);
        assertBroken("I4");
    }

    @Test
    void alertThatLedToNothingIsFoundThoughAnotherReleaseFollowed() {
        long live = run.written("Rollout", FOLLOWED).getFirst().micros() + 3_000_000;
        run.ignored("alert-shop-05-v3", "v2", live, live + 100_000);
        assertBroken("I4");
    }

    @Test
    void alertThatWasThereBeforeItsReleaseAndDidNotHoldItIsFound() {
        long before = run.written("Rollout", SUCCEEDED).getFirst().micros() - 2_000_000;
        run.ignored("alert-shop-05-v3", "v3", before - 100_000, before);
        assertBroken("I4");
    }

    @Test
    void writeThatWasNotRecordedIsFound() {
        Entry.Written last = run.written("Rollout", SUCCEEDED).getLast();
        run.without(Entry.Written.class, last::equals);
        assertBroken("record");
    }

    @Test
    void processThatEndedByItselfIsFound() {
        run.with(new Entry.Ended(1_000_000, "a"));
        assertBroken("processes");
    }
}
