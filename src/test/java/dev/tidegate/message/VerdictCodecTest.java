package dev.tidegate.message;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.core.analysis.Compared;
import dev.tidegate.core.analysis.Excess;
import dev.tidegate.core.analysis.Findings;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Tally;
import dev.tidegate.core.analysis.Tick;
import dev.tidegate.core.analysis.Verdict;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.VerdictTold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class VerdictCodecTest {

    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Tick COUNTS = new Tick(new Tally(1000, 10), new Tally(9000, 9));
    private static final Findings FOUND =
            new Findings(
                    Measure.FAILURES,
                    COUNTS,
                    9.28,
                    4.9,
                    List.of(
                            new Excess(Measure.FAILURES, COUNTS, 0.02, 0.0003, 0.018, 0.005),
                            new Excess(Measure.slowerThan(100), COUNTS, 0.02, 0, 0.018, 0.01)));

    static Stream<Verdict> verdicts() {
        String sentence = "10 of 19 failures came from 10 % of the traffic";
        return Stream.of(
                new Verdict.Worse(FOUND, sentence),
                new Verdict.Proven(FOUND, sentence, 0.07),
                new Verdict.Proven(FOUND, sentence, 1),
                new Verdict.Unclear(FOUND, sentence),
                new Verdict.Unclear(
                        new Findings(Measure.custom("checkout"), Tick.NONE, 0, 4.9, List.of()),
                        sentence));
    }

    private static VerdictTold told(Verdict verdict) {
        return new VerdictTold("uid/7/word/1", REVIEWS, NOON, "uid", 7, 1, verdict);
    }

    private static Decoded decoded(Map<String, String> attributes, String data) {
        return new CloudEventCodec(Clock.systemUTC()).decode(attributes, data.getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void whatIsWrittenIsReadAsTheSameVerdict(Verdict verdict) {
        // When
        BinaryEvent written = VerdictCodec.write(told(verdict), new Compared("v2", "v1"));

        // Then
        assertThat(decoded(written.attributes(), written.data()))
                .usingRecursiveComparison()
                .ignoringFields("event.id")
                .isEqualTo(new Decoded.Event(told(verdict), "tidegate.verdicts"));
        assertThat(written.data()).contains("\"canary\":\"v2\",\"stable\":\"v1\"");
        assertThat(written.attributes()).containsEntry("id", "uid/7/word/1");
    }

    @Test
    void noVerdictIsLostForItsTimeOrForSayingMore() {
        // Given a verdict whose time cannot be, with fields that are not known
        BinaryEvent written = VerdictCodec.write(told(new Verdict.Worse(FOUND, "worse")));
        Map<String, String> attributes = new HashMap<>(written.attributes());
        attributes.put("time", "yesterday");
        String more = written.data().replaceAll("\"requests\"", "\"new\":[1],\"requests\"");

        // Then it is read
        assertThat(decoded(attributes, more)).isInstanceOf(Decoded.Event.class);
    }

    @Test
    void evidenceWithoutEndIsWrittenAsANumber() {
        Findings found =
                new Findings(Measure.FAILURES, COUNTS, Double.POSITIVE_INFINITY, 4.9, List.of());
        BinaryEvent written = VerdictCodec.write(told(new Verdict.Worse(found, "worse")));
        assertThat(decoded(written.attributes(), written.data())).isInstanceOf(Decoded.Event.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "revision":7   | "revision":0     | data.revision: 0 is too low; use a whole number from 1
                    "revision":7,  | ``               | data.revision: is missing; give a whole number from 1
                    "stage":1      | "stage":"1"      | data.stage: "1" is of the wrong type; write a whole number
                    "stage":1      | "stage":2147483648 | data.stage: 2147483648 is no step; use the index
                    "bad":10       | "bad":1001       | data.counts.canary.bad: 1001 is more than the 1000 requests
                    "bad":10       | "bad":-1         | data.counts.canary.bad: -1 is too low; use a whole number from 0
                    "bad":10       | "bad":true       | data.counts.canary.bad: true is of the wrong type; write a whole number
                    "upper":0.02   | "upper":2        | data.bounds.0.upper: 2.0 is out of range; use 0 to 1
                    "upper":0.02   | "upper":"2"      | data.bounds.0.upper: "2" is of the wrong type; write a number
                    "threshold":4.9 | "threshold":1e999 | data.threshold: Infinity is too large; use a smaller number
                    "weight":7.0   | "weight":0       | data.weight: 0.0 is no weight; use more than 0 and at most 100
                    "weight":7.0   | "weight":null    | data.weight: is missing; give a number
                    "bounds":[     | "bounds":[null,  | data.bounds.0: is missing; give the bounds of one measure
                    """)
    void whatIsWrongIsNamed(String good, String bad, String said) {
        BinaryEvent written = VerdictCodec.write(told(new Verdict.Proven(FOUND, "yes", 0.07)));
        assertThat(written.data()).contains(good);
        int at = written.data().indexOf(good);
        String data =
                written.data().substring(0, at)
                        + bad
                        + written.data().substring(at + good.length());

        assertThat(decoded(written.attributes(), data))
                .isInstanceOfSatisfying(
                        Decoded.Poison.class,
                        poison -> assertThat(poison.reason()).startsWith(said));
    }
}
