package dev.tidegate.message;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.core.event.RolloutEvent.Command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/** Whoever a command says that it is by, it is by who sent it. */
class GivenByTest {

    private static final String ONCALL = "system:serviceaccount:bookinfo:oncall";
    private static final String DATA =
            """
            {"namespace": "bookinfo", "service": "reviews", "command": "promote", %s"reason": "r"}
            """;
    private static final String EVENT =
            """
            {"specversion": "1.0", "id": "c", "source": "/me", "type": "%s", "traceparent": "00-1",
             "time": "2026-01-31T12:00:00Z", %s}
            """;
    private static final String COMMAND = "dev.tidegate.command";
    private static final Map<String, String> STRUCTURED =
            Map.of("content-type", "application/cloudevents+json");
    private static final Map<String, String> BINARY =
            Map.of(
                    "content-type", "application/json",
                    "specversion", "1.0",
                    "id", "c",
                    "source", "/me",
                    "type", COMMAND,
                    "time", "2026-01-31T12:00:00Z");

    private final CloudEventCodec codec = new CloudEventCodec(Clock.systemUTC());

    @ParameterizedTest
    @ValueSource(strings = {"", "\"actor\": \"the boss\", "})
    void actorIsWhoSendsItInEveryMode(String said) {
        String data = DATA.formatted(said);
        String base64 = Base64.getEncoder().encodeToString(data.getBytes(UTF_8));
        assertThat(actor(BINARY, data)).isEqualTo(ONCALL);
        assertThat(actor(STRUCTURED, EVENT.formatted(COMMAND, "\"data\": " + data)))
                .isEqualTo(ONCALL);
        assertThat(actor(Map.of(), EVENT.formatted(COMMAND, "\"data\": " + data)))
                .isEqualTo(ONCALL);
        String encoded = EVENT.formatted(COMMAND, "\"data_base64\": \"%s\"".formatted(base64));
        assertThat(actor(STRUCTURED, encoded)).isEqualTo(ONCALL);
        assertThat(given(STRUCTURED, encoded)).contains("traceparent").doesNotContain("base64");
    }

    @Test
    void otherEventsAndWhatCannotBeReadStayAsTheyAre() {
        String data = "\"data\": " + DATA.formatted("\"actor\": \"x\", ");
        for (String body :
                new String[] {
                    EVENT.formatted("dev.tidegate.deploy.started", data),
                    EVENT.formatted(COMMAND, "\"data\": []"),
                    EVENT.formatted(COMMAND, data + ", \"id\": \"twice\""),
                    "no JSON"
                }) {
            assertThat(given(STRUCTURED, body)).isEqualTo(body);
        }
    }

    private String given(Map<String, String> attributes, String body) {
        return new String(codec.givenBy(ONCALL, attributes, body.getBytes(UTF_8)), UTF_8);
    }

    private String actor(Map<String, String> attributes, String body) {
        byte[] given = codec.givenBy(ONCALL, attributes, body.getBytes(UTF_8));
        Decoded.Event event = (Decoded.Event) codec.decode(attributes, given);
        return ((Command) event.event()).actor();
    }
}
