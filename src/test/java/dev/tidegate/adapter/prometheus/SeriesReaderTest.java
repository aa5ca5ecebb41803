package dev.tidegate.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.ServiceKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class SeriesReaderTest {

    private static final Map<String, String> LABELS = Push.requests("web-0", "v2", "200");

    private static Series counted(Map<String, String> labels) {
        assertThat(SeriesReader.read(labels)).isInstanceOf(Read.Counted.class);
        return ((Read.Counted) SeriesReader.read(labels)).series();
    }

    private static LeftOut left(Map<String, String> labels) {
        assertThat(SeriesReader.read(labels)).isInstanceOf(Read.Not.class);
        return ((Read.Not) SeriesReader.read(labels)).why();
    }

    @Test
    void requestsAreOfTheirServiceVersionAndPod() {
        Series series = counted(LABELS);
        assertThat(series.service()).isEqualTo(new ServiceKey("bookinfo", "reviews"));
        assertThat(series.version()).isEqualTo("v2");
        assertThat(series.observer()).isEqualTo("bookinfo/web-0");
        assertThat(series.part()).isEqualTo(new Part.Requests(false));
    }

    @ParameterizedTest
    @CsvSource({
        "500, -, true",
        "503, UF, true",
        "503, 'URX,UF', true",
        "0, UC, true",
        "0, DC, false",
        "0, -, false",
        "504, UT, true",
        "200, -, false",
        "404, -, false",
        "200, UC, true",
        "200, UFO, false"
    })
    void failureIsAnAnswerOf5xxOrNoAnswer(String code, String flags, boolean failed) {
        Map<String, String> labels = Push.with(LABELS, "response_code", code);
        assertThat(counted(Push.with(labels, "response_flags", flags)).part())
                .isEqualTo(new Part.Requests(failed));
    }

    @ParameterizedTest
    @CsvSource({"25, 25", "25.0, 25", "2500, 2500", "2500.0, 2500"})
    void bucketsAreReadAsBothVersionsOfPrometheusSpellThem(String le, int boundary) {
        assertThat(counted(Push.bucket("web-0", "v2", le)).part())
                .isEqualTo(new Part.Within(boundary));
    }

    @ParameterizedTest
    @CsvSource({
        "__name__, up, OTHER",
        "reporter, destination, OTHER",
        "destination_service_name, unknown, NO_SERVICE",
        "destination_service_name, PassthroughCluster, NO_SERVICE",
        "destination_service_namespace, unknown, NO_SERVICE",
        "destination_version, unknown, NO_VERSION",
        "destination_version, '', NO_VERSION"
    })
    void whatIsNoCounterOfAVersionIsLeftOut(String name, String value, LeftOut why) {
        assertThat(left(Push.with(LABELS, name, value))).isEqualTo(why);
    }

    @Test
    void otherBucketsAreLeftOut() {
        assertThat(left(Push.bucket("web-0", "v2", "+Inf"))).isEqualTo(LeftOut.OTHER);
        assertThat(left(Push.bucket("web-0", "v2", "0.5"))).isEqualTo(LeftOut.OTHER);
    }

    @Test
    void withoutAPodTheAddressIsTheObserver() {
        assertThat(counted(Push.with(LABELS, "pod", "")).observer()).isEqualTo("10.0.0.7:15020");
        Map<String, String> neither = Push.with(Push.with(LABELS, "pod", ""), "instance", "");
        assertThat(left(neither)).isEqualTo(LeftOut.NO_OBSERVER);
    }

    @Test
    void podOfAnotherClusterIsAnotherObserver() {
        assertThat(counted(Push.with(LABELS, "cluster", "west")).observer())
                .isEqualTo("west/bookinfo/web-0");
    }

    @Test
    void unknownLabelsTellSeriesApart() {
        Series known = counted(LABELS);
        Series other = counted(Push.with(LABELS, "tenant", "blue"));
        assertThat(other).isNotEqualTo(known);
        assertThat(counted(LABELS)).isEqualTo(known);
    }
}
