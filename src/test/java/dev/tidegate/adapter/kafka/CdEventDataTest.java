package dev.tidegate.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.PodState;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;
import dev.tidegate.core.rollout.Scenes;
import dev.tidegate.core.traffic.Traffic;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Every move as a CDEvent, checked against the schemas that tell others what to expect, and against
 * those of CDEvents 0.5.1, unchanged, with their licence beside them.
 */
class CdEventDataTest {

    private static final String CDEVENTS = "https://cdevents.dev/0.5.1/schema/";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    private static final Version STABLE = new Version("v1");
    private static final Version CANARY = new Version("v2");

    private static final Optional<Initiator> ANN = Optional.of(new Initiator("ann", ""));
    private static final Weight FIVE = Weight.ofPercent(BigDecimal.valueOf(5));

    private static final DeployStarted DEPLOY = new DeployStarted("/ci e-1", REVIEWS, NOON, CANARY);

    private static Rollout rollout(DeployStarted deploy, Optional<Version> stable) {
        Rollout opened =
                Rollout.opened(
                        new Rollout.Identity(
                                "6f1c1f5e-5f0e-4a3c-9d0b-1e2d3c4b5a69",
                                "reviews-1",
                                Scenes.plan(
                                        OnNewDeploy.SUPERSEDE,
                                        OnDrift.REVERT,
                                        Unversioned.ROLLBACK),
                                deploy),
                        NOON);
        return new Rollout(
                opened.identity(),
                7,
                opened.phase(),
                stable,
                stable.map(s -> new Traffic(Distribution.split(s, CANARY, FIVE))),
                7,
                opened.history(),
                opened.handled(),
                Optional.empty(),
                opened.routes(),
                PodState.NONE,
                List.of(),
                Optional.empty());
    }

    private static ProducerRecord<byte[], byte[]> message(
            PhaseKind phase, Optional<Version> stable) {
        return message(DEPLOY, phase, stable);
    }

    private static ProducerRecord<byte[], byte[]> message(
            DeployStarted deploy, PhaseKind phase, Optional<Version> stable) {
        Move move = new Move(7, NOON, phase, 1, FIVE, "a cause", "/ci e-7", ANN);
        return CdEventData.message(rollout(deploy, stable), move);
    }

    private static String header(ProducerRecord<byte[], byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), UTF_8);
    }

    private static List<String> problems(String schema, JsonNode data) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(
                        Files.readString(Path.of("kafka", "schemas", schema + ".json")),
                        InputFormat.JSON)
                .validate(data.toString(), InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** What CDEvents' own schema of the event's type finds wrong with it. */
    private static List<String> problems(JsonNode data) {
        String type = data.at("/context/type").asText();
        String schema =
                type.startsWith("dev.cdeventsx.")
                        ? "custom"
                        : type.startsWith("dev.cdevents.service.upgraded.")
                                ? "service-upgraded-event"
                                : "service-rolledback-event";
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        registry -> registry.schemas(CdEventDataTest::ofCdEvents))
                .getSchema(SchemaLocation.of(CDEVENTS + schema))
                .validate(
                        data.toString(),
                        InputFormat.JSON,
                        run -> run.executionConfig(c -> c.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static String ofCdEvents(String id) {
        Path file = Path.of("src/test/resources/cdevents/0.5.1/schema");
        try {
            return Files.readString(file.resolve(id.substring(CDEVENTS.length()) + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp", "id", "source"})
    void schemasOfCdEventsFindWhatIsMissing(String field) throws IOException {
        JsonNode data =
                new ObjectMapper()
                        .readTree(message(PhaseKind.SUCCEEDED, Optional.of(STABLE)).value());

        ((ObjectNode) data.path("context")).remove(field);

        assertThat(problems(data)).singleElement().asString().contains(field);
    }

    @ParameterizedTest
    @EnumSource
    void everyMoveIsACdEvent(PhaseKind phase) throws IOException {
        // When
        ProducerRecord<byte[], byte[]> message = message(phase, Optional.of(STABLE));

        // Then the CloudEvent says what the CDEvent says, and its data are valid
        JsonNode data = new ObjectMapper().readTree(message.value());
        boolean end = phase == PhaseKind.SUCCEEDED || phase == PhaseKind.ROLLED_BACK;
        assertThat(problems(end ? "cdevents-outcome" : "cdevents-rollout", data)).isEmpty();
        assertThat(problems(data)).isEmpty();
        JsonNode move = end ? data.path("customData") : data.at("/subject/content");
        assertThat(problems("rollout", move)).isEmpty();
        assertThat(move.at("/initiator/actor").asText()).isEqualTo("ann");
        assertThat(message.topic()).isEqualTo("tidegate.cdevents");
        assertThat(message.key()).isEqualTo("bookinfo/reviews".getBytes(UTF_8));
        assertThat(header(message, "ce_id"))
                .isEqualTo("6f1c1f5e-5f0e-4a3c-9d0b-1e2d3c4b5a69/7")
                .isEqualTo(data.at("/context/id").asText());
        assertThat(header(message, "ce_type")).isEqualTo(data.at("/context/type").asText());
        assertThat(header(message, "ce_source")).isEqualTo(data.at("/context/source").asText());
        assertThat(header(message, "ce_time")).isEqualTo(data.at("/context/timestamp").asText());
        assertThat(header(message, "ce_subject")).isEqualTo(data.at("/subject/id").asText());
    }

    @Test
    void endsNameTheVersionThatServes() throws IOException {
        assertThat(new String(message(PhaseKind.SUCCEEDED, Optional.of(STABLE)).value(), UTF_8))
                .contains("service.upgraded.0.3.0", "pkg:generic/bookinfo/reviews@v2");
        assertThat(new String(message(PhaseKind.ROLLED_BACK, Optional.of(STABLE)).value(), UTF_8))
                .contains("service.rolledback.0.3.0", "pkg:generic/bookinfo/reviews@v1");
    }

    @Test
    void releaseThatWentBackIsARollbackToItsVersion() {
        DeployStarted back = DEPLOY.leaving(STABLE);
        assertThat(
                        new String(
                                message(back, PhaseKind.SUCCEEDED, Optional.of(STABLE)).value(),
                                UTF_8))
                .contains("service.rolledback.0.3.0", "pkg:generic/bookinfo/reviews@v2");
    }

    @Test
    void rollbackOfARolloutThatNeverTouchedARouteIsACustomEvent() throws IOException {
        ProducerRecord<byte[], byte[]> message = message(PhaseKind.ROLLED_BACK, Optional.empty());

        assertThat(header(message, "ce_type"))
                .isEqualTo("dev.cdeventsx.tidegate-rollout.rolledback.0.1.0");
        assertThat(problems("cdevents-rollout", new ObjectMapper().readTree(message.value())))
                .isEmpty();
    }
}
