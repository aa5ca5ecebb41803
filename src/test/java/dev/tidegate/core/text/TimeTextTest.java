package dev.tidegate.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

class TimeTextTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.000001S, 0s",
        "PT12S, 12s",
        "PT1H30M, 1h30m",
        "PT48H, 48h",
        "PT1.5S, 1s500ms",
        "PT-5S, -5s"
    })
    void spanIsAsAPolicyWritesIt(Duration span, String text) {
        assertThat(TimeText.span(span)).isEqualTo(text);
    }

    @Test
    void momentHasMillisecondsAtTheFinest() {
        assertThat(TimeText.moment(Instant.parse("2026-01-31T12:00:00.123456789Z")))
                .isEqualTo("2026-01-31T12:00:00.123Z");
        assertThat(TimeText.moment(Instant.parse("2026-01-31T12:00:00Z")))
                .isEqualTo("2026-01-31T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find one | PKIX path building failed: unable to find one
                    org.apache.kafka.common.errors.TimeoutException: Topic a.b.c not present | Topic a.b.c not present
                    ConnectException                                                          | no reason is given
                    Node tidegate.alerts-0 answered                                           | Node tidegate.alerts-0 answered
                    """)
    void whatALibrarySaysIsToldWithoutItsClasses(String said, String told) {
        assertThat(PlainWords.of(said)).isEqualTo(told);
    }

    @Test
    void whoSaysNothingIsToldToGiveNoReason() {
        assertThat(PlainWords.of(null)).isEqualTo("no reason is given");
    }
}
