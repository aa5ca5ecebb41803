package dev.tidegate.chaos.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.chaos.history.Entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** What real parts once did breaks nothing; each check finds what is made bad of it. */
class VerdictTest {

    private static final String TAKEN_BACK = "shop-05-2";
    private static final String SUCCEEDED = "shop-11-2";

    private final RecordedRun run = new RecordedRun();

    private void assertBroken(String promise) {
        assertThat(Verdict.on(run.history()))
                .extracting(Finding::promise)
                .as("what is broken")
                .contains(promise);
    }

    @Test
    void whatWasRecordedBreaksNothing() {
        assertThat(Verdict.on(run.history())).isEmpty();
        assertThat(Latencies.of(run.history())).containsExactly(91_489_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy-shop-11-v2", "alert-shop-05-v3", "resume-1-shop-05-v3"})
    void eventOfWhichNothingIsToldIsFound(String id) {
        run.without(
                Entry.Told.class,
                told -> told.data().path("event").asText().equals("/chaos " + id));
        assertBroken("events");
    }

    @Test
    void alertOfWhichNobodySaysWhyItMovesNothingIsFound() {
        run.without(Entry.Said.class, said -> said.event().equals("/chaos alert-shop-11-v3"));
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
        run.without(Entry.Sent.class, sent -> sent.event().contains("alert-shop-11"));
        run.without(Entry.Told.class, told -> RecordedRun.tellsOf(told, SUCCEEDED, 6));
        run.without(
                Entry.Written.class,
                w ->
                        RecordedRun.is(w, "Rollout", SUCCEEDED)
                                && w.object().at("/status/revision").asInt() > 5);
        assertBroken("I10");
    }

    @Test
    void routeThatIsNotAsTheLastDecisionSaysIsFound() {
        long last = run.written("VirtualService", "shop-05").getLast().version();
        run.without(Entry.Written.class, w -> w.version() == last);
        assertBroken("ROUTES");
    }

    @Test
    void alertedCanaryWithWeightIsFound() {
        List<Entry.Written> routes = run.written("VirtualService", "shop-05");
        Entry.Written split = routes.get(routes.size() - 2);
        run.changed(
                Entry.Found.class,
                f -> f.object().at("/metadata/name").asText().equals("shop-05"),
                f -> new Entry.Found(f.kind(), split.object()));
        assertBroken("alerted canaries");
    }

    @Test
    void moveThatIsNeverToldIsFound() {
        run.without(Entry.Told.class, told -> RecordedRun.tellsOf(told, SUCCEEDED, 4));
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
        run.with(new Entry.Told(told.key(), told.id(), other));
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
        List<Entry.Written> routes = run.written("VirtualService", "shop-05");
        Entry.Written split = routes.get(routes.size() - 2);
        long after = routes.getLast().version() + 1;
        run.with(
                RecordedRun.at(
                        RecordedRun.edited(
                                split,
                                o ->
                                        o.withObject("/metadata")
                                                .put("resourceVersion", Long.toString(after))),
                        routes.getLast().micros() + 1));
        assertBroken("I2");
    }

    @Test
    void shortenedHoldIsFound() {
        Entry.Written weights = run.written("VirtualService", "shop-05").get(2);
        run.changed(
                Entry.Written.class,
                w ->
                        RecordedRun.is(w, "Rollout", TAKEN_BACK)
                                && w.object().at("/status/revision").asInt() == 4,
                w -> RecordedRun.at(w, weights.micros() + 1_900_000));
        assertBroken("holds");
    }

    @Test
    void alertThatLeadsToNothingIsFound() {
        Entry.Sent alert =
                run.each(Entry.Sent.class)
                        .filter(s -> s.event().equals("/chaos alert-shop-11-v3"))
                        .findFirst()
                        .orElseThrow();
        long live = run.written("Rollout", SUCCEEDED).getFirst().micros() + 5_000_000;
        run.changed(
                Entry.Sent.class,
                alert::equals,
                s ->
                        new Entry.Sent(
                                live,
                                live,
                                s.topic(),
                                s.partition(),
                                s.offset(),
                                s.key(),
                                s.attributes(),
                                s.body()));
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
