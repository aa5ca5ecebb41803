package dev.tidegate.sandbox.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class WireDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "60s, PT1M",
        "1.5s, PT1.5S",
        "0.000000001s, PT0S",
        "1m, PT1M",
        "250ms, PT0.25S",
        "1h2m3s4ms, PT1H2M3.004S",
        "1.5h30m, PT2H",
        "999999999h, PT999999999H"
    })
    void secondsAndWhatGoWritesAreRead(String text, Duration duration) {
        assertThat(WireDuration.parse("ttl", text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "60", "soon", "-1s", "1d", "1 s", "s", "1e3s", "1s ", "1000000000s"})
    void anythingElseIsNamedWithItsFieldAndTheRule(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WireDuration.parse("httpCookie.ttl", text))
                .withMessage(
                        "httpCookie.ttl: \"%s\" is no duration; use numbers with the units h, m, s"
                                + " and ms, such as 60s, 1.5s or 1m30s",
                        text);
    }
}
