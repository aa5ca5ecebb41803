package dev.tidegate.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Compared;
import dev.tidegate.core.analysis.FalseRollback;
import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.analysis.Metric;
import dev.tidegate.core.analysis.Stake;
import dev.tidegate.core.analysis.Step;
import dev.tidegate.core.event.ServiceKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class LiveCodecTest {

    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.5Z");
    private static final AnalysisPlan PLAN =
            new AnalysisPlan(
                    new FalseRollback(0.02, 1),
                    1.25,
                    List.of(
                            new Stake(Metric.ERRORS, 0.5, 0.004),
                            new Stake(Metric.latency(25, 1_000), 0.25, 0.01),
                            new Stake(Metric.custom("checkout"), 0.25, 0.02)),
                    Duration.ofSeconds(90),
                    0.1,
                    30,
                    Duration.ofMillis(2_500));
    private static final LiveRelease RELEASE =
            new LiveRelease(
                    "uid",
                    7,
                    1,
                    new Compared("v2", "v1"),
                    PLAN,
                    new Step(0.07, NOON, false),
                    List.of("primary"),
                    false);

    private static String written() {
        return LiveCodec.write(REVIEWS, RELEASE).data();
    }

    @Test
    void whatIsWrittenIsReadAsTheSameRelease() {
        assertThat(LiveCodec.read(written().getBytes(UTF_8))).isEqualTo(RELEASE);
    }

    @Test
    void recordHoldsAllInAnOrderThatStays() {
        assertThat(written())
                .isEqualTo(
                        """
                        {"namespace":"bookinfo","service":"reviews","uid":"uid","revision":7,"stage":1,\
                        "canary":"v2","stable":"v1","plan":{"falseRollback":0.02,"lost":1,\
                        "tolerance":1.25,"metrics":[{"name":"errors","measures":["failures"],\
                        "part":0.5,"excess":0.004},{"name":"latency","measures":["slower-than-25",\
                        "slower-than-1000"],"part":0.25,"excess":0.01},{"name":"checkout",\
                        "measures":["checkout"],"part":0.25,"excess":0.02}],"warmupMillis":90000,\
                        "doubt":0.1,"harm":30.0,"lagMillis":2500},"step":{"weight":7.0,\
                        "settled":"2026-01-31T12:00:00.500Z","coin":false},"routes":["primary"],\
                        "act":false}\
                        """);
    }

    @Test
    void idTellsTheBeginningsOfAStepApart() {
        assertThat(LiveCodec.write(REVIEWS, RELEASE).attributes())
                .containsEntry("id", "uid/7/live/1769860800500")
                .containsEntry("type", "dev.tidegate.live")
                .containsEntry("subject", "bookinfo/reviews");
    }

    @Test
    void whatAnEarlierRecordLeftOutIsAsItAlwaysWas() {
        // Given a record with no more than it must have, and what is not known yet
        String little =
                """
                {"uid": "uid", "revision": 7, "stage": 1, "canary": "v2", "stable": "v1",
                 "plan": {"new": 1}, "step": {"weight": 10, "settled": "2026-01-31T12:00:00.5Z"},
                 "later": {"x": []}}\
                """;

        // Then it is read
        assertThat(LiveCodec.read(little.getBytes(UTF_8)))
                .isEqualTo(
                        new LiveRelease(
                                "uid",
                                7,
                                1,
                                new Compared("v2", "v1"),
                                AnalysisPlan.STANDARD,
                                new Step(0.1, NOON, true),
                                List.of(),
                                true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "uid":"uid",     | ``              | data.uid: is missing
                    "canary":"v2"    | "canary":"v1"   | data.canary: "v1" is stable as well
                    "weight":7.0     | "weight":101    | data.step.weight: 1.01 is out of range; use 0 to 1
                    "settled":"2026  | "settled":"noon | data.step.settled: "noon
                    "part":0.5       | "part":0.75     | data.plan.metrics: their parts sum up to 1.25
                    "tolerance":1.25 | "tolerance":0.5 | data.plan.tolerance: 0.5 is out of range
                    "lagMillis":2500 | "lagMillis":-1  | data.plan.lagMillis: -1 is too low
                    "measures":["failures"] | "measures":[null] | data.plan.metrics.0.measures: is missing
                    "routes":[       | "routes":[null, | data.routes: is missing
                    """)
    void whatIsWrongIsNamed(String good, String bad, String said) {
        assertThat(written()).contains(good);
        assertThatThrownBy(() -> LiveCodec.read(written().replace(good, bad).getBytes(UTF_8)))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith(said);
    }
}
