package dev.tidegate.adapter.streams;

import static dev.tidegate.adapter.streams.States.START;
import static dev.tidegate.adapter.streams.States.reading;
import static dev.tidegate.adapter.streams.States.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.analysis.Verdict;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.message.BinaryEvent;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;
import dev.tidegate.message.LiveCodec;
import dev.tidegate.message.ReadingCodec;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class AnalysisTopologyTest {

    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    private static final CloudEventCodec CODEC =
            new CloudEventCodec(Clock.fixed(START, ZoneOffset.UTC));
    private static final String KEY = "bookinfo/reviews";

    private final TopologyTestDriver driver =
            new TopologyTestDriver(
                    AnalysisTopology.make(),
                    StreamsSettings.of(Map.of("bootstrap.servers", "localhost:1"), 0),
                    START);
    private final TestInputTopic<String, byte[]> readings = input(ReadingCodec.TOPIC);
    private final TestInputTopic<String, byte[]> live = input(LiveCodec.TOPIC);
    private final TestOutputTopic<String, byte[]> verdicts =
            driver.createOutputTopic(
                    AnalysisTopology.VERDICTS,
                    new StringDeserializer(),
                    new ByteArrayDeserializer());

    private TestInputTopic<String, byte[]> input(String topic) {
        return driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private void tell(LiveRelease release, long second) {
        send(live, KEY, LiveCodec.write(REVIEWS, release), START.plusSeconds(second));
    }

    private void tell(SourcedReading reading) {
        String id = reading.reading().observer() + reading.reading().at();
        send(readings, KEY, ReadingCodec.write(REVIEWS, reading, id), reading.reading().received());
    }

    private static void send(
            TestInputTopic<String, byte[]> topic, String key, BinaryEvent event, Instant at) {
        RecordHeaders headers = new RecordHeaders();
        event.attributes()
                .forEach(
                        (name, value) ->
                                headers.add(
                                        name.equals("content-type") ? name : "ce_" + name,
                                        value.getBytes(StandardCharsets.UTF_8)));
        topic.pipeInput(new TestRecord<>(key, event.body(), headers, at));
    }

    /** A reading each second; every second request of the canary fails from {@code faulty} on. */
    private void seconds(long from, long to, long faulty) {
        for (long second = from; second < to; second++) {
            long canary = 10 * Math.max(0, second);
            long failed = 5 * Math.max(0, second - faulty);
            tell(reading("productpage", second, canary, failed, 90 * (second + 500)));
        }
    }

    private List<VerdictTold> verdicts() {
        return verdicts.readRecordsToList().stream()
                .map(
                        told -> {
                            Map<String, String> attributes = new HashMap<>();
                            told.headers()
                                    .forEach(
                                            header ->
                                                    attributes.put(
                                                            header.key().replace("ce_", ""),
                                                            new String(
                                                                    header.value(),
                                                                    StandardCharsets.UTF_8)));
                            assertThat(told.key()).isEqualTo(KEY);
                            return CODEC.decode(attributes, told.value());
                        })
                .map(decoded -> ((VerdictTold) ((Decoded.Event) decoded).event()))
                .toList();
    }

    private static List<VerdictTold> worse(List<VerdictTold> verdicts) {
        return verdicts.stream().filter(told -> told.verdict() instanceof Verdict.Worse).toList();
    }

    @Test
    void badCanaryIsToldWithinSeconds() {
        seconds(-400, 0, 0);
        tell(release("one", 1, 0, .1, 0), 0);
        seconds(0, 30, 20);
        List<VerdictTold> worse = worse(verdicts());
        assertThat(worse).isNotEmpty();
        assertThat(worse.getFirst().service()).isEqualTo(REVIEWS);
        assertThat(worse.getFirst().rolloutUid()).isEqualTo("one");
        assertThat(worse.getFirst().time()).isBefore(START.plusSeconds(27));
        assertThat(worse.getFirst().id()).startsWith("/tidegate/analysis one/1/worse/");
    }

    @Test
    void healthyCanaryIsProvenAndNotBlamed() {
        seconds(-400, 0, 0);
        tell(release("one", 1, 0, .1, 0), 0);
        seconds(0, 120, 1_000);
        List<VerdictTold> verdicts = verdicts();
        assertThat(worse(verdicts)).isEmpty();
        assertThat(verdicts)
                .anyMatch(told -> told.verdict() instanceof Verdict.Proven it && it.weight() > .1);
    }

    @Test
    void afterTheEndNothingIsTold() {
        seconds(-400, 0, 0);
        tell(release("one", 1, 0, .1, 0), 0);
        seconds(0, 10, 0);
        assertThat(worse(verdicts())).isNotEmpty();
        live.pipeInput(new TestRecord<>(KEY, null, START.plusSeconds(10)));
        seconds(10, 30, 0);
        driver.advanceWallClockTime(Duration.ofSeconds(60));
        assertThat(verdicts()).isEmpty();
        tell(release("two", 1, 0, .1, 30), 30);
        seconds(30, 36, 1_000);
        assertThat(worse(verdicts())).isEmpty();
    }

    @Test
    void silenceIsToldAsTimePasses() {
        tell(release("one", 1, 0, .1, 0), 0);
        driver.advanceWallClockTime(Duration.ofSeconds(28));
        assertThat(verdicts())
                .allSatisfy(
                        told ->
                                assertThat(told.verdict().sentence())
                                        .startsWith("no request of the canary was counted"));
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(verdicts())
                .singleElement()
                .satisfies(
                        told ->
                                assertThat(told.verdict().sentence())
                                        .startsWith("nothing was read of the traffic"));
    }

    @Test
    void stateThatCannotBeReadBeginsAnewWithHalfOfItsChance() {
        seconds(-400, 0, 0);
        tell(release("one", 1, 0, .1, 0), 0);
        seconds(0, 10, 1_000);
        KeyValueStore<String, byte[]> store = driver.getKeyValueStore(AnalysisTopology.EVIDENCE);
        store.put(KEY, new byte[] {9, 9, 9});
        verdicts();
        seconds(10, 12, 1_000);
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(verdicts())
                .extracting(told -> told.verdict().sentence())
                .anyMatch(sentence -> sentence.startsWith("the evidence of this release was lost"));
        seconds(12, 30, 14);
        assertThat(worse(verdicts()).getFirst().verdict().sentence())
                .endsWith("; evidence from before was lost, so twice as much was asked");
    }

    @Test
    void whatIsNoReadingEndsNothing() {
        seconds(-400, 0, 0);
        tell(release("one", 1, 0, .1, 0), 0);
        readings.pipeInput(new TestRecord<>(KEY, new byte[] {1, 2, 3}, START));
        readings.pipeInput(new TestRecord<>(null, new byte[] {1, 2, 3}, START));
        readings.pipeInput(
                new TestRecord<>("nonsense", "{}".getBytes(StandardCharsets.UTF_8), START));
        live.pipeInput(new TestRecord<>(KEY, "{}".getBytes(StandardCharsets.UTF_8), START));
        live.pipeInput(new TestRecord<>("nonsense", "{}".getBytes(StandardCharsets.UTF_8), START));
        send(
                readings,
                "bookinfo/ratings",
                ReadingCodec.write(REVIEWS, reading("proxy", 0, 1, 0, 1), "id"),
                START);
        seconds(0, 10, 0);
        assertThat(worse(verdicts())).isNotEmpty();
    }

    @Test
    void servicesOfWhichNothingIsHeardAreForgotten() {
        seconds(-10, 0, 0);
        KeyValueStore<String, byte[]> store = driver.getKeyValueStore(AnalysisTopology.EVIDENCE);
        assertThat(store.get(KEY)).isNotNull();
        driver.advanceWallClockTime(Duration.ofMinutes(71));
        assertThat(store.get(KEY)).isNull();
    }
}
