package dev.tidegate.adapter.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

class SeriesSelectorTest {

    private static final SeriesSelector FAILED =
            SeriesSelector.parse(
                    "bad",
                    "failed_total{app=\"reviews\", code=~\"5..\", job!~\"test.*\", env!='dev',"
                            + " ver=\"{version}\",}");

    private static Map<String, String> series(String name, String app, String code, String job) {
        return Map.of("__name__", name, "app", app, "code", code, "job", job, "ver", "v2");
    }

    @Test
    void labelTellsTheVersionOfASeriesThatIsSelected() {
        assertThat(FAILED.version(series("failed_total", "reviews", "503", "prod"))).hasValue("v2");
    }

    @Test
    void seriesThatMissesOneConditionIsNotSelected() {
        assertThat(FAILED.version(series("all_total", "reviews", "503", "prod"))).isEmpty();
        assertThat(FAILED.version(series("failed_total", "ratings", "503", "prod"))).isEmpty();
        assertThat(FAILED.version(series("failed_total", "reviews", "404", "prod"))).isEmpty();
        assertThat(FAILED.version(series("failed_total", "reviews", "5030", "prod"))).isEmpty();
        assertThat(FAILED.version(series("failed_total", "reviews", "503", "tests"))).isEmpty();
    }

    @Test
    void labelThatIsMissingIsEmptyAndAMissingVersionIsNone() {
        SeriesSelector selector = SeriesSelector.parse("bad", "a{x=\"\", version=`{version}`}");
        assertThat(selector.version(Map.of("__name__", "a", "version", "v1"))).hasValue("v1");
        assertThat(selector.version(Map.of("__name__", "a", "version", "v1", "x", "y"))).isEmpty();
        assertThat(selector.version(Map.of("__name__", "a"))).isEmpty();
        assertThat(selector.version(Map.of("__name__", "a", "version", ""))).isEmpty();
    }

    @Test
    void isAskedForInPromQlByVersion() {
        assertThat(FAILED.promQl(List.of("v1", "v2")))
                .isEqualTo(
                        "failed_total{app=\"reviews\",code=~\"5..\",job!~\"test.*\",env!=\"dev\","
                                + "ver=~\"v1|v2\"}");
    }

    @Test
    void quotesAndBackslashesAreKept() {
        SeriesSelector selector =
                SeriesSelector.parse(
                        "bad", "{__name__=\"a\", p=\"q\\\"}\\\\n\", version=\"{version}\"}");
        assertThat(selector.name()).isEqualTo("a");
        assertThat(selector.version(Map.of("__name__", "a", "p", "q\"}\\n", "version", "v1")))
                .hasValue("v1");
        assertThat(selector.promQl(List.of("v1")))
                .isEqualTo("a{p=\"q\\\"}\\\\n\",version=~\"v1\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a{",
                "a{}",
                "a{version=\"v1\"}",
                "a{version=~\"{version}\"}",
                "a{version!=\"{version}\"}",
                "a{version=\"{version}}",
                "a{version=\"{version}\"}[5m]",
                "sum(a{version=\"{version}\"})",
                "a{version=\"{version}\"} / b",
                "1a{version=\"{version}\"}",
                "{app=\"a\", version=\"{version}\"}",
                "a{x=~\"[\", version=\"{version}\"}"
            })
    void whatIsNoSelectorOfAVersionIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeriesSelector.parse("bad", text))
                .withMessageStartingWith("bad: \"");
    }

    @Test
    void longTextIsReadOrRefusedAtOnce() {
        String most = "a{x=\"" + "y".repeat(970) + "\",version=\"{version}\"}";
        assertThat(SeriesSelector.parse("bad", most).name()).isEqualTo("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeriesSelector.parse("bad", "a{x=\"" + "y".repeat(1_000)));
    }
}
