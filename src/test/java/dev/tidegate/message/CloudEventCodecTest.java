package dev.tidegate.message;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.jackson.JsonFormatOptions;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

class CloudEventCodecTest {

    private static final String TIME = "2026-01-31T12:00:00Z";
    private static final String DEPLOY = "dev.tidegate.deploy.started";
    private static final String DEPLOY_DATA =
            """
            {"namespace": "bookinfo", "service": "reviews", "version": "v2"}\
            """;
    private static final Map<String, String> STRUCTURED =
            Map.of("content-type", "application/cloudevents+json; charset=UTF-8");

    private final CloudEventCodec codec = new CloudEventCodec(Clock.systemUTC());

    private static Map<String, String> binary(String type) {
        return Map.of(
                "specversion", "1.0", "id", "e-1", "source", "/ci", "type", type, "time", TIME);
    }

    private static Map<String, String> with(String type, String name, String value) {
        Map<String, String> attributes = new HashMap<>(binary(type));
        attributes.put(name, value);
        return attributes;
    }

    private static Map<String, String> without(String name) {
        Map<String, String> attributes = new HashMap<>(binary(DEPLOY));
        attributes.remove(name);
        return attributes;
    }

    private Decoded decode(Map<String, String> attributes, String body) {
        return codec.decode(attributes, body.getBytes(UTF_8));
    }

    private void assertPoison(Decoded decoded, String field, String... says) {
        assertThat(decoded).isInstanceOf(Decoded.Poison.class);
        Decoded.Poison poison = (Decoded.Poison) decoded;
        assertThat(poison.field()).isEqualTo(field);
        assertThat(poison.reason()).startsWith(field + ": ").contains(says);
    }

    @Test
    void binaryDeploymentIsRead() {
        // When
        Decoded decoded = decode(with(DEPLOY, "subject", "bookinfo/reviews"), DEPLOY_DATA);

        // Then
        assertThat(decoded)
                .isEqualTo(
                        new Decoded.Event(
                                new DeployStarted(
                                        "/ci e-1",
                                        new ServiceKey("bookinfo", "reviews"),
                                        Instant.parse(TIME),
                                        new Version("v2")),
                                "tidegate.deployments"));
    }

    @Test
    void sameIdFromAnotherSourceIsAnotherEvent() {
        Decoded one = decode(binary(DEPLOY), DEPLOY_DATA);
        Decoded other = decode(with(DEPLOY, "source", "/cd"), DEPLOY_DATA);

        assertThat(((Decoded.Event) one).event().id())
                .isNotEqualTo(((Decoded.Event) other).event().id());
    }

    @Test
    void structuredEventOfTheCloudEventsSdkIsRead() {
        // Given an event with an extension, written by somebody else's code
        CloudEvent event =
                CloudEventBuilder.v1()
                        .withId("e-1")
                        .withSource(URI.create("/ci"))
                        .withType(DEPLOY)
                        .withTime(OffsetDateTime.parse("2026-01-31T13:00:00+01:00"))
                        .withExtension("sequence", 7)
                        .withData("application/json", DEPLOY_DATA.getBytes(UTF_8))
                        .build();

        // When
        Decoded decoded = codec.decode(STRUCTURED, new JsonFormat().serialize(event));

        // Then it is the same event as in the binary mode
        assertThat(decoded).isEqualTo(decode(binary(DEPLOY), DEPLOY_DATA));
    }

    @Test
    void structuredEventWithBase64DataIsRead() {
        // Given data that the SDK writes as data_base64
        CloudEvent event =
                CloudEventBuilder.v1()
                        .withId("e-1")
                        .withSource(URI.create("/ci"))
                        .withType(DEPLOY)
                        .withTime(OffsetDateTime.parse(TIME))
                        .withData(DEPLOY_DATA.getBytes(UTF_8))
                        .build();
        byte[] body =
                new JsonFormat(
                                JsonFormatOptions.builder()
                                        .forceDataBase64Serialization(true)
                                        .build())
                        .serialize(event);

        // Then
        assertThat(codec.decode(STRUCTURED, body)).isEqualTo(decode(binary(DEPLOY), DEPLOY_DATA));
    }

    @Test
    void messageThatSaysNothingOfItselfIsTakenForStructured() {
        String body =
                """
                {"specversion": "1.0", "id": "e-1", "source": "/ci", "type": "%s", "time": "%s",
                 "data": %s}\
                """
                        .formatted(DEPLOY, TIME, DEPLOY_DATA);

        assertThat(decode(Map.of(), body)).isEqualTo(decode(binary(DEPLOY), DEPLOY_DATA));
    }

    @Test
    void bodyThatIsNotJsonIsNamed() {
        assertPoison(decode(binary(DEPLOY), "{nope"), "data", "is not JSON");
        assertPoison(decode(STRUCTURED, "nope"), "body", "is not JSON");
        assertPoison(decode(binary(DEPLOY), ""), "data", "is empty");
        assertPoison(decode(binary(DEPLOY), DEPLOY_DATA + "x"), "data", "is not JSON");
        assertPoison(decode(binary(DEPLOY), "{\"a\":1,\"a\":2}"), "data", "twice the field 'a'");
    }

    @Test
    void jsonOfAnotherTypeIsNamed() {
        assertPoison(decode(binary(DEPLOY), "[1]"), "data", "[1]", "array", "write an object");
        assertPoison(decode(binary(DEPLOY), "7"), "data", "7", "number");
        assertPoison(decode(STRUCTURED, "\"text\""), "body", "string");
        assertPoison(decode(binary(DEPLOY), "null"), "data", "null");
    }

    @Test
    void missingAttributeIsNamed() {
        for (String name : new String[] {"id", "source", "type", "time", "specversion"}) {
            assertPoison(decode(without(name), DEPLOY_DATA), name, "is missing");
            assertPoison(
                    decode(with(DEPLOY, name, ""), DEPLOY_DATA),
                    name,
                    name.equals("time") ? "RFC 3339" : "is missing");
        }
    }

    @Test
    void attributeThatBreaksItsRuleIsNamed() {
        assertPoison(
                decode(with(DEPLOY, "type", "com.example.x"), DEPLOY_DATA),
                "type",
                "\"com.example.x\"",
                DEPLOY,
                "dev.tidegate.command");
        assertPoison(
                decode(with(DEPLOY, "time", "yesterday"), DEPLOY_DATA), "time", "\"yesterday\"");
        assertPoison(decode(with(DEPLOY, "specversion", "0.3"), DEPLOY_DATA), "specversion", "0.3");
        assertPoison(
                decode(with(DEPLOY, "source", "a b"), DEPLOY_DATA), "source", "no URI reference");
        assertPoison(
                decode(with(DEPLOY, "content-type", "text/xml"), DEPLOY_DATA),
                "datacontenttype",
                "text/xml",
                "application/json");
        assertPoison(
                decode(Map.of("content-type", "application/cloudevents-batch+json"), "[]"),
                "content-type",
                "one event a message");
        assertPoison(decode(with(DEPLOY, "id", "x".repeat(254)), DEPLOY_DATA), "id", "at most 253");
        assertPoison(
                decode(with(DEPLOY, "source", "x".repeat(254)), DEPLOY_DATA),
                "source",
                "at most 253");
        assertPoison(decode(STRUCTURED, "{\"specversion\": 1.0}"), "specversion", "quotes");
    }

    @Test
    void subjectThatDisagreesWithTheDataIsNamed() {
        assertPoison(
                decode(with(DEPLOY, "subject", "bookinfo/ratings"), DEPLOY_DATA),
                "subject",
                "\"bookinfo/ratings\"",
                "\"bookinfo/reviews\"");
    }

    @Test
    void nameThatIsNoDnsLabelIsNamed() {
        assertPoison(
                decode(binary(DEPLOY), DEPLOY_DATA.replace("v2", "1.4.2")),
                "data.version",
                "\"1.4.2\"",
                "DNS label");
        assertPoison(
                decode(binary(DEPLOY), DEPLOY_DATA.replace("reviews", "Reviews")),
                "data.service",
                "\"Reviews\"");
        assertPoison(
                decode(binary(DEPLOY), "{\"service\": \"reviews\"}"),
                "data.namespace",
                "is missing");
    }

    @Test
    void fieldOfAnotherTypeOrUnknownFieldIsNamed() {
        assertPoison(
                decode(binary(DEPLOY), DEPLOY_DATA.replace("\"v2\"", "2")),
                "data.version",
                "2 is of the wrong type",
                "a string");
        assertPoison(
                decode(binary(DEPLOY), DEPLOY_DATA.replace("version", "verison")),
                "data.verison",
                "is unknown",
                "namespace, service, version");
        assertPoison(
                decode(
                        binary("dev.tidegate.step.due"),
                        """
                        {"namespace": "a", "service": "b", "rollout": "b-1", "uid": "u",
                         "revision": "3"}\
                        """),
                "data.revision",
                "\"3\" is of the wrong type",
                "a whole number");
    }

    @Test
    void eventAboveTheSizeLimitIsRefused() {
        byte[] twoMegabytes = new byte[2_000_000];
        Arrays.fill(twoMegabytes, (byte) ' ');

        assertPoison(codec.decode(binary(DEPLOY), twoMegabytes), "data", "2000000 bytes", "262144");
    }

    @Test
    void unknownCommandIsNamed() {
        String data =
                """
                {"namespace": "a", "service": "b", "command": "%s", "actor": "ada"}\
                """;

        assertPoison(
                decode(binary("dev.tidegate.command"), data.formatted("explode")),
                "data.command",
                "\"explode\"",
                "promote, pause, resume, skip, abort, retry");
        Decoded known = decode(binary("dev.tidegate.command"), data.formatted("abort"));
        assertThat(known).isInstanceOf(Decoded.Event.class);
        assertThat(((Decoded.Event) known).event()).isInstanceOf(Command.class);
    }

    @Test
    void alertThatSaysMoreIsReadAllTheSame() {
        String data =
                """
                {"namespace": "a", "service": "b", "alert": "Errors", "severity": "critical",
                 "version": "", "workload": "b-v2", "fingerprint": "f", "startsAt": "%s",
                 "generatorURL": "http://prometheus"}\
                """
                        .formatted(TIME);

        Decoded decoded = decode(binary("dev.tidegate.alert.fired"), data);

        assertThat(decoded).isInstanceOf(Decoded.Event.class);
        AlertFired fired = (AlertFired) ((Decoded.Event) decoded).event();
        assertThat(fired.alert().version()).isEmpty();
        assertThat(fired.alert().workload()).contains("b-v2");
    }
}
