package dev.tidegate.message;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

class CloudEventTimesTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final CloudEventCodec codec = new CloudEventCodec(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"time\": null,",
                "\"time\": \"half past nine\",",
                "\"time\": \"2026-01-31T13:00:00Z\",",
                "\"time\": \"1970-01-01T00:00:00Z\","
            })
    void alertOfASenderWithoutAClockThatIsRightIsReadAsOfNow(String time) {
        for (String type : List.of("fired", "resolved")) {
            String body =
                    """
                    {"specversion": "1.0", "id": "a-1", "source": "/am", "type": "dev.tidegate.alert.%s", %s
                     "data": {"namespace": "bookinfo", "service": "reviews", "alert": "Errors", "severity": "critical",
                              "fingerprint": "f", "startsAt": "2026-01-31T13:00:00Z"}}
                    """
                            .formatted(type, time);
            assertThat(codec.decode(Map.of(), body.getBytes(UTF_8)))
                    .isInstanceOfSatisfying(
                            Decoded.Event.class,
                            read -> assertThat(read.event().time()).isEqualTo(NOW));
        }
    }

    @Test
    void alertKeepsATimeThatCanBe() {
        String body =
                """
                {"specversion": "1.0", "id": "a-1", "source": "/am", "type": "dev.tidegate.alert.fired",
                 "time": "2026-01-31T11:00:00Z",
                 "data": {"namespace": "bookinfo", "service": "reviews", "alert": "Errors", "severity": "critical",
                          "fingerprint": "f", "startsAt": "2026-01-31T11:00:00Z"}}
                """;
        assertThat(codec.decode(Map.of(), body.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Decoded.Event.class,
                        read -> assertThat(read.event().time()).isEqualTo(NOW.minusSeconds(3_600)));
    }

    private Decoded deployedAt(String time) {
        String body =
                """
                {"specversion": "1.0", "id": "e-1", "source": "/ci", "type": "dev.tidegate.deploy.started",
                 "time": "%s", "data": {"namespace": "bookinfo", "service": "reviews", "version": "v2"}}
                """
                        .formatted(time);
        return codec.decode(Map.of(), body.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+300000000-01-01T00:00:00Z",
                "2099-01-01T00:00:00Z",
                "2026-01-31T13:00:00Z",
                "2026-01-31T12:04:50Z"
            })
    void timeThatHasNotComeIsReadAsOfNowWhicheverClockIsWrong(String time) {
        assertThat(deployedAt(time))
                .isInstanceOfSatisfying(
                        Decoded.Event.class,
                        read -> assertThat(read.event().time()).isEqualTo(NOW));
    }

    @Test
    void timeOfASenderThatHasNoClockIsRefused() {
        assertThat(deployedAt("1999-12-31T23:59:59Z"))
                .isInstanceOfSatisfying(
                        Decoded.Poison.class,
                        poison -> {
                            assertThat(poison.field()).isEqualTo("time");
                            assertThat(poison.reason())
                                    .contains("1999-12-31T23:59:59Z", "use a time from");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-31T11:00:00Z", "2000-01-01T00:00:00Z"})
    void timeOfAnOldRecordIsRead(String time) {
        assertThat(deployedAt(time))
                .isInstanceOfSatisfying(
                        Decoded.Event.class,
                        read -> assertThat(read.event().time()).isEqualTo(Instant.parse(time)));
    }
}
