package dev.tidegate.adapter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | -      | false",
                "404 | -      | false",
                "429 | RL     | false",
                "499 | -      | false",
                // its own 5xx, with and without a flag
                "500 | -      | true",
                "503 | FI     | true",
                "599 | -      | true",
                // no answer of its own
                "503 | UF     | true",
                "503 | UH     | true",
                "503 | URX    | true",
                "503 | UC     | true",
                "504 | UT     | true",
                "503 | UO     | true",
                "503 | NC     | true",
                "503 | URX,UF | true",
                "503 | UF,URX | true",
                // of a connection there is no code
                "0   | UF     | true",
                "0   | -      | false",
                // the client went away; so it did after retries that failed
                "0   | DC     | false",
                "0   | UF,DC  | true",
                // flags whose names hold others
                "200 | UFX    | false",
                "404 | NR     | false"
            })
    void aVersionFailedThatAnswered5xxOrNotAtAll(int code, String flags, boolean failed) {
        assertThat(new Answer(code, flags).failed()).isEqualTo(failed);
    }
}
