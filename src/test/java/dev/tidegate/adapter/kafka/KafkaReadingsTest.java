package dev.tidegate.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.controller.Result;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Counts;
import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.analysis.Tally;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;
import dev.tidegate.core.rollout.EvidenceScenes;
import dev.tidegate.core.rollout.LiveReleases;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Scenes;
import dev.tidegate.message.LiveCodec;
import dev.tidegate.message.ReadingCodec;
import dev.tidegate.message.RecordHeaders;
import dev.tidegate.sandbox.Broker;
import dev.tidegate.sandbox.TopicRecords;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What telemetry tells and what is live, on a real broker. */
class KafkaReadingsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final RolloutPlan PLAN =
            EvidenceScenes.judged(Scenes.plan(), EvidenceScenes.ACTS, Scenes.plan().steps());

    private static Broker broker;

    private BatchSender sender;

    @BeforeAll
    static void start(@TempDir Path data) {
        broker = Broker.start(0, data);
        broker.createTopics(1);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void open() {
        sender = new BatchSender(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterEach
    void close() {
        sender.close();
        broker.ensureUp();
    }

    private static ServiceReading reading(int second) {
        return new ServiceReading(
                new ServiceKey("bookinfo", "reviews"),
                new SourcedReading(
                        "mine",
                        Optional.of("primary"),
                        new Reading(
                                "pod-1",
                                NOON.plusSeconds(second),
                                NOON,
                                Map.of(
                                        "v2",
                                        new Counts(Map.of("failures", new Tally(second, 0)))))));
    }

    private static List<ConsumerRecord<String, byte[]>> records(String topic) {
        return TopicRecords.of(Map.of("bootstrap.servers", broker.bootstrapServers()), topic);
    }

    private static ServiceReading read(ConsumerRecord<String, byte[]> told) {
        Map<String, String> attributes =
                RecordHeaders.attributes(
                        Arrays.stream(told.headers().toArray())
                                .map((Header h) -> Map.entry(h.key(), h.value()))
                                .toList());
        return ReadingCodec.read(attributes, told.value(), NOON);
    }

    @Test
    void allReadingsAreThereInTheirOrderWhenItIsDone() {
        // Given readings of one service
        List<ServiceReading> readings = IntStream.range(0, 500).mapToObj(i -> reading(i)).toList();

        // When they are told together, and one of them again
        KafkaReadings told = new KafkaReadings(sender);
        Result<Boolean> all = told.tellAll(readings).toCompletableFuture().join();
        ServiceReading last = readings.getLast();
        Result<Boolean> again = told.tell(last.service(), last.reading());

        // Then they stand there under their service, and the same has the same id
        assertThat(all).isEqualTo(new Result.Done<>(true));
        assertThat(again).isEqualTo(new Result.Done<>(true));
        List<ConsumerRecord<String, byte[]>> records = records(Topics.READINGS);
        assertThat(records.subList(0, 500).stream().map(KafkaReadingsTest::read))
                .containsExactlyElementsOf(readings);
        assertThat(records.stream().map(ConsumerRecord::key)).containsOnly("bookinfo/reviews");
        assertThat(records.stream().map(KafkaReadingsTest::id).distinct()).hasSize(500);
        assertThat(id(records.get(500))).isEqualTo(id(records.get(499)));
    }

    private static String id(ConsumerRecord<String, byte[]> told) {
        return new String(told.headers().lastHeader("ce_id").value(), UTF_8);
    }

    @Test
    void whoTellsHearsThatKafkaIsAway() {
        broker.stop();
        assertThat(new KafkaReadings(sender).tellAll(List.of(reading(1))).toCompletableFuture())
                .succeedsWithin(PATIENCE)
                .isInstanceOf(Result.Unreachable.class);
    }

    @Test
    void whatIsLiveIsToldOnceAndItsEndWithoutAValue() {
        // Given a service of its own
        Rollout live = Scenes.progressing(PLAN);
        Rollout ended = Scenes.rolledBack(PLAN);
        Rollout plain = Scenes.progressing(Scenes.plan());
        assertThat(PLAN.analysis().orElseThrow().plan()).isEqualTo(AnalysisPlan.STANDARD);
        LiveRecords records = new LiveRecords(sender, Clock.fixed(NOON, ZoneOffset.UTC));

        // When it is shown without analysis, live, again, ended, again, and without analysis
        records.show(plain, false);
        records.show(live, true);
        records.show(live, true);
        records.show(ended, true);
        records.show(ended, true);
        records.show(plain, true);

        // Then two records are there, and the last one has no value
        await().atMost(PATIENCE).until(() -> records(Topics.LIVE).size() == 2);
        ConsumerRecord<String, byte[]> first = records(Topics.LIVE).getFirst();
        assertThat(LiveCodec.read(first.value())).isEqualTo(LiveReleases.of(live).orElseThrow());
        assertThat(first.key()).isEqualTo("bookinfo/reviews");
        assertThat(records(Topics.LIVE).getLast().value()).isNull();
        records.close();
    }
}
