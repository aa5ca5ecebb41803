package dev.tidegate.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.core.analysis.Counts;
import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.analysis.Tally;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class ReadingCodecTest {

    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.250Z");
    private static final Instant LATER = NOON.plusMillis(7);
    private static final Map<String, String> BINARY =
            Map.of(
                    "specversion",
                    "1.0",
                    "id",
                    "1",
                    "source",
                    "/mine",
                    "type",
                    ReadingCodec.TYPE,
                    "content-type",
                    "application/json");

    private static final String GOOD =
            """
            {"namespace": "bookinfo", "service": "reviews", "source": "mine", "observer": "pod-1",
             "at": "2026-01-31T12:00:00.250Z",
             "versions": {"v2": {"requests": 100, "failures": 1, "slower": {"25": 20},
              "custom": {"checkout": {"requests": 80, "bad": 3}}}}}\
            """;

    private static ServiceReading read(String data) {
        return ReadingCodec.read(BINARY, data.getBytes(UTF_8), LATER);
    }

    private static SourcedReading reading(Optional<String> route, Map<String, Tally> v2) {
        return new SourcedReading(
                "envoy-als",
                route,
                new Reading(
                        "productpage-v1-5c9c6b8d9-abcde",
                        NOON,
                        LATER,
                        Map.of(
                                "v1",
                                new Counts(Map.of("failures", new Tally(9900, 9))),
                                "v2",
                                new Counts(v2))));
    }

    private static void isReadAsItWasWritten(SourcedReading reading) {
        BinaryEvent written = ReadingCodec.write(REVIEWS, reading, "e-1");
        assertThat(ReadingCodec.read(written.attributes(), written.body(), LATER))
                .isEqualTo(new ServiceReading(REVIEWS, reading));
    }

    @Test
    void whatIsWrittenIsReadAsTheSameReading() {
        isReadAsItWasWritten(
                reading(
                        Optional.of("primary"),
                        Map.of(
                                "failures", new Tally(100, 1),
                                "slower-than-25", new Tally(100, 20),
                                "slower-than-1000", new Tally(100, 0),
                                "checkout", new Tally(80, 3))));
    }

    @Test
    void measuresMayHaveTotalsThatDiffer() {
        isReadAsItWasWritten(
                reading(
                        Optional.empty(),
                        Map.of(
                                "failures", new Tally(100, 1),
                                "slower-than-25", new Tally(98, 20),
                                "slower-than-1000", new Tally(100, 0))));
        isReadAsItWasWritten(
                reading(
                        Optional.empty(),
                        Map.of(
                                "slower-than-25", new Tally(98, 20),
                                "slower-than-50", new Tally(97, 20))));
        isReadAsItWasWritten(
                reading(Optional.empty(), Map.of("slower-than-slow", new Tally(98, 20))));
    }

    @Test
    void whatWasNotCountedIsNotZero() {
        // When a source counts no latency
        Counts counts =
                read(GOOD.replace("\"slower\": {\"25\": 20},", ""))
                        .reading()
                        .reading()
                        .versions()
                        .get("v2");

        // Then there is no such measure
        assertThat(counts)
                .isEqualTo(
                        new Counts(
                                Map.of(
                                        "failures", new Tally(100, 1),
                                        "checkout", new Tally(80, 3))));
    }

    @Test
    void aPersonReadsTheCountsInOrder() {
        // Given counts of one version
        Map<String, Tally> counts =
                Map.of(
                        "slower-than-1000", new Tally(100, 2),
                        "slower-than-25", new Tally(100, 20),
                        "failures", new Tally(100, 1));

        // Then failures come first, and boundaries by their number
        assertThat(CountsData.written(new Counts(counts)))
                .hasToString("{\"requests\":100,\"failures\":1,\"slower\":{\"25\":20,\"1000\":2}}");
    }

    @Test
    void clockOfAnObserverMayBeWrongByYears() {
        assertThat(read(GOOD.replace("2026", "1999")).reading().reading().at())
                .isEqualTo(Instant.parse("1999-01-31T12:00:00.250Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "bookinfo"      | "Book"            | data.namespace: "Book" is no DNS label
                    "service"       | "servis"          | data.servis: is unknown; the fields are at, namespace
                    "mine"          | "my tool"         | data.source: "my tool" is no DNS label
                    "pod-1"         | 7                 | data.observer: 7 is of the wrong type; write a string
                    2026-01         | January           | data.at: "January-31T12:00:00.250Z" is no RFC 3339 time
                    2026-01         | 1969-01           | data.at: "1969-01-31T12:00:00.250Z" is out of range
                    "failures": 1   | "failures": -1    | data.versions.v2.failures: -1 is no count; use a whole number from 0
                    "failures": 1   | "failures": 1.0   | data.versions.v2.failures: 1.0 is no count
                    "failures": 1   | "failures": "1"   | data.versions.v2.failures: "1" is no count
                    "failures": 1   | "failures": 101   | data.versions.v2.failures: 101 is more than the 100 requests
                    "failures": 1   | "fails": 1        | data.versions.v2.fails: is unknown; the fields are custom, failures
                    "requests": 100, | ``               | data.versions.v2.requests: is missing; give a whole number from 0
                    "requests": 100 | "requests": 9007199254740992 | data.versions.v2.requests: 9007199254740992 is no count
                    "25"            | "0.025"           | data.versions.v2.slower.0.025: "0.025" is no boundary; use whole milliseconds
                    "25"            | "3600001"         | data.versions.v2.slower.3600001: "3600001" is no boundary
                    "bad": 3        | "bad": 81         | data.versions.v2.custom.checkout.bad: 81 is more than the 80 requests
                    "checkout"      | "failures"        | data.versions.v2.custom.failures: is counted twice
                    "bad": 3        | "good": 3         | data.versions.v2.custom.checkout.good: is unknown; the fields are bad, requests
                    """)
    void whatIsWrongIsNamed(String good, String bad, String said) {
        assertThat(GOOD).contains(good);
        assertThatThrownBy(() -> read(GOOD.replaceFirst(good, bad)))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith(said);
    }

    @Test
    void thereIsAtLeastOneVersionThatIsCountedAndNotThousands() {
        String none = GOOD.substring(0, GOOD.indexOf("\"versions\""));
        String many =
                IntStream.range(0, 51)
                        .mapToObj("\"v%d\": {\"requests\": 1, \"failures\": 0}"::formatted)
                        .collect(Collectors.joining(","));

        assertThatThrownBy(() -> read(none + "\"versions\": {}}"))
                .hasMessage("data.versions: has 0 versions; give 1 to 50");
        assertThatThrownBy(() -> read(none + "\"versions\": {" + many + "}}"))
                .hasMessage("data.versions: has 51 versions; give 1 to 50");
        assertThatThrownBy(() -> read(none + "\"versions\": {\"v2\": {\"requests\": 3}}}"))
                .hasMessageStartingWith("data.versions.v2: counts nothing bad; give failures");
        assertThatThrownBy(() -> read(none + "\"versions\": [1]}"))
                .hasMessage("data.versions: [1] is of JSON type array; write an object");
    }

    @ParameterizedTest
    @CsvSource({
        "specversion,0.3,'specversion: \"0.3\" is no reading''s; use \"1.0\"'",
        "type,dev.tidegate.command,'type: \"dev.tidegate.command\" is no reading''s'",
        "id,' ',id: is missing",
        "subject,bookinfo/ratings,'subject: \"bookinfo/ratings\" disagrees with the data'"
    })
    void eventAroundItIsAReadings(String attribute, String value, String said) {
        Map<String, String> attributes = new java.util.HashMap<>(BINARY);
        attributes.put(attribute, value);
        assertThatThrownBy(() -> ReadingCodec.read(attributes, GOOD.getBytes(UTF_8), LATER))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith(said);
    }
}
