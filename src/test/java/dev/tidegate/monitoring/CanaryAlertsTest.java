package dev.tidegate.monitoring;

import static dev.tidegate.monitoring.Traffic.answered;
import static dev.tidegate.monitoring.Traffic.with;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What raises the alerts that move a release, and what does not. v2 comes after 30 minutes. */
@NeedsPromtool
class CanaryAlertsTest {

    private static final int DEPLOYED = 30;

    @TempDir Path directory;

    private static Map<String, String> v1(int code) {
        return answered("reviews", "v1", code);
    }

    private static Map<String, String> v2(int code) {
        return answered("reviews", "v2", code);
    }

    /** Alerts that fire at the minute's end, each as its name and whom it blames. */
    private List<String> firing(Traffic traffic, int minute) {
        return ask(traffic, new Promtool.Query(alerts(""), minute * 60)).getFirst();
    }

    /** Alerts that fired at any time until the minute's end. */
    private List<String> fired(Traffic traffic, int minute) {
        String ever = "max_over_time(%s[2h])".formatted(alerts(""));
        return ask(traffic, new Promtool.Query(ever, minute * 60)).getFirst();
    }

    /** Seconds after the deployment until the alert fires. */
    private int secondsUntil(String alert, Traffic traffic) {
        Promtool.Query[] queries =
                IntStream.rangeClosed(1, 40)
                        .map(tick -> DEPLOYED * 60 + tick * Traffic.TICK_SECONDS)
                        .mapToObj(
                                seconds ->
                                        new Promtool.Query(
                                                alerts(", alertname=\"%s\"".formatted(alert)),
                                                seconds))
                        .toArray(Promtool.Query[]::new);
        List<List<String>> answers = ask(traffic, queries);
        return IntStream.range(0, answers.size())
                .filter(i -> !answers.get(i).isEmpty())
                .map(i -> queries[i].seconds() - DEPLOYED * 60)
                .findFirst()
                .orElseThrow();
    }

    private static String alerts(String more) {
        return "ALERTS{alertstate=\"firing\", tidegate=\"true\"%s}".formatted(more);
    }

    private List<List<String>> ask(Traffic traffic, Promtool.Query... queries) {
        return new Promtool(directory)
                .ask(traffic.values(), List.of(queries)).stream()
                        .map(answer -> answer.stream().map(CanaryAlertsTest::blame).toList())
                        .toList();
    }

    private static String blame(Promtool.Sample alert) {
        assertThat(alert.labels())
                .containsEntry("severity", "critical")
                .containsEntry("namespace", "tidegate-system");
        return "%s %s/%s %s"
                .formatted(
                        alert.labels().get("alertname"),
                        alert.labels().get("destination_service_namespace"),
                        alert.labels().get("destination_service_name"),
                        alert.labels()
                                .getOrDefault(
                                        "destination_version",
                                        alert.labels().getOrDefault("destination_workload", "")))
                .strip();
    }

    /** A service of 6,000 requests a minute: v1 alone, then 30 minutes of v2 beside it. */
    private static Traffic release(int perTenThousandOfV1, int perTenThousandOfV2) {
        return new Traffic(60)
                .requests(v1(200), 0, 60, 6_000)
                .requests(v1(503), 0, 60, 6_000L * perTenThousandOfV1 / 10_000)
                .requests(v2(200), DEPLOYED, 60, 2_000)
                .requests(v2(500), DEPLOYED, 60, 2_000L * perTenThousandOfV2 / 10_000);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "50, 50", "100, 100", "500, 500", "100, 180", "5000, 5000", "500, 100"})
    void versionThatFailsNoMoreThanTheOthersRaisesNothing(int stable, int canary) {
        assertThat(fired(release(stable, canary), 60))
                .filteredOn(blamed -> blamed.endsWith("v2"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50, 100})
    void bothAlikeRaiseNothingForEither(int each) {
        assertThat(fired(release(each, each), 60)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 200, 60", "50, 300, 60", "100, 1000, 60", "500, 2000, 60"})
    void badCanaryIsBlamedBeforeItsStepIsOver(int stable, int canary, int seconds) {
        Traffic release = release(stable, canary);
        assertThat(secondsUntil("CanaryErrorRate", release)).isLessThanOrEqualTo(seconds);
        assertThat(fired(release, 60)).containsOnly("CanaryErrorRate bookinfo/reviews v2");
    }

    @Test
    void errorsThatAreOverRaiseNothingMore() {
        Traffic traffic =
                new Traffic(60)
                        .requests(v1(200), 0, 60, 6_000)
                        .requests(v2(200), DEPLOYED, 60, 2_000)
                        .requests(v2(500), 40, 41, 400);
        assertThat(firing(traffic, 41)).containsExactly("CanaryErrorRate bookinfo/reviews v2");
        assertThat(firing(traffic, 43)).isEmpty();
    }

    @Test
    void fewRequestsProveNothing() {
        Traffic few = new Traffic(60).requests(v1(200), 0, 60, 600);
        assertThat(fired(few.requests(v2(500), DEPLOYED, 34, 1), 60)).isEmpty();
        assertThat(fired(few.requests(v2(500), DEPLOYED, 60, 4), 60))
                .containsExactly("CanaryErrorRate bookinfo/reviews v2");
    }

    @Test
    void withNothingToCompareOnlyWhatNoHealthyServiceShowsCounts() {
        Traffic alone =
                new Traffic(60)
                        .requests(v1(200), 0, 60, 5)
                        .requests(v2(200), DEPLOYED, 60, 2_000)
                        .requests(v2(500), DEPLOYED, 50, 100);
        assertThat(fired(alone, 50)).isEmpty();
        assertThat(fired(alone.requests(v2(500), 50, 60, 400), 60))
                .containsExactly("CanaryErrorRate bookinfo/reviews v2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UF", "UC", "UO", "UT", "URX,UF", "UR"})
    void workloadThatGivesNoAnswerIsBlamed(String flags) {
        Map<String, String> lost =
                with(v2(503), "destination_version", "unknown", "response_flags", flags);
        Traffic traffic =
                new Traffic(60)
                        .requests(v1(200), 0, 60, 6_000)
                        .requests(v2(200), DEPLOYED, 60, 1_800)
                        .requests(lost, DEPLOYED, 60, 200);
        assertThat(fired(traffic, 60))
                .containsExactly("CanaryUnreachable bookinfo/reviews reviews-v2");
    }

    @Test
    void workloadsThatAllGiveNoAnswerAreNotBlamed() {
        String[] lost = {"destination_version", "unknown", "response_flags", "UF"};
        Traffic traffic =
                release(0, 0)
                        .requests(with(v1(503), lost), 0, 60, 600)
                        .requests(with(v2(503), lost), DEPLOYED, 60, 200);
        assertThat(fired(traffic, 60)).isEmpty();
    }

    private static Traffic unrouted(long perMinute, String... labels) {
        String[] nobody = {
            "destination_version", "unknown",
            "destination_workload", "unknown",
            "destination_service_namespace", "unknown"
        };
        return new Traffic(60)
                .requests(v1(200), 0, 60, 6_000)
                .requests(with(with(v2(503), nobody), labels), DEPLOYED, 60, perMinute);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    UH | reviews.bookinfo.svc.cluster.local      | reviews
                    UH | reviews.bookinfo.svc.cluster.local:9080 | reviews.bookinfo.svc.cluster.local
                    NC | reviews.bookinfo.svc.town               | unknown
                    NC | reviews.bookinfo.svc                    | reviews
                    NC | reviews.bookinfo                        | reviews.bookinfo
                    NC | reviews                                 | reviews
                    NC | reviews:9080                            | reviews:9080
                    URX,UH | reviews.bookinfo.svc.cluster.local  | reviews
                    """)
    void requestsWithoutPodOrSubsetBlameTheServiceAsked(String flags, String host, String name) {
        Traffic traffic =
                unrouted(
                        300,
                        "response_flags",
                        flags,
                        "destination_service",
                        host,
                        "destination_service_name",
                        name);
        assertThat(fired(traffic, 60)).containsExactly("CanaryUnrouted bookinfo/reviews");
        assertThat(secondsUntil("CanaryUnrouted", traffic)).isLessThanOrEqualTo(60);
    }

    @Test
    void fewRequestsWithoutPodOrSomebodyElsesHostBlameNobody() {
        assertThat(fired(unrouted(20, "response_flags", "UH"), 60)).isEmpty();
        assertThat(
                        fired(
                                unrouted(
                                        300,
                                        "response_flags",
                                        "NC",
                                        "destination_service",
                                        "api.example.org"),
                                60))
                .isEmpty();
    }

    @Test
    void slowCanaryIsBlamed() {
        Traffic traffic =
                new Traffic(60)
                        .durations("v1", 40, 0, 60, 990)
                        .durations("v1", 200, 0, 60, 5)
                        .durations("v2", 40, DEPLOYED, 60, 80)
                        .durations("v2", 900, DEPLOYED, 60, 20);
        assertThat(fired(traffic, 60)).containsExactly("CanaryLatency bookinfo/reviews v2");
        assertThat(secondsUntil("CanaryLatency", traffic)).isLessThanOrEqualTo(240);
    }

    private static Traffic beside(int milliseconds) {
        return new Traffic(60).durations("v1", milliseconds, 0, 60, 1_000);
    }

    @Test
    void coldCanaryIsNotBlamedNorOneAsSlowAsTheOthersNorOneOfFewRequests() {
        Traffic cold =
                beside(40).durations("v2", 900, DEPLOYED, 31, 600).durations("v2", 40, 31, 60, 600);
        Traffic bothSlow = beside(900).durations("v2", 900, DEPLOYED, 60, 100);
        Traffic aBitSlower = beside(4).durations("v2", 24, DEPLOYED, 60, 100);
        Traffic few = beside(40).durations("v2", 900, DEPLOYED, 60, 4);
        assertThat(List.of(cold, bothSlow, aBitSlower, few))
                .allSatisfy(traffic -> assertThat(fired(traffic, 60)).isEmpty());
    }

    private static Traffic measured(int until) {
        String weight =
                "tidegate_weight_percent{namespace=\"bookinfo\",service=\"reviews\",version=\"%s\",role=\"%s\"}";
        return new Traffic(until)
                .requests(v1(200), 0, until, 600)
                .series(weight.formatted("v1", "stable"), "_x120 75x120")
                .series(weight.formatted("v2", "canary"), "_x120 25x120");
    }

    @Test
    void releaseThatIsNoLongerMeasuredIsHeldByItsStableVersion() {
        assertThat(fired(measured(60), 60)).isEmpty();
        assertThat(fired(measured(40), 44)).isEmpty();
        assertThat(firing(measured(40), 46))
                .containsExactly("ReleaseUnmeasured bookinfo/reviews v1");
    }

    @Test
    void serviceThatWasNeverMeasuredIsNotHeld() {
        Traffic never =
                new Traffic(60)
                        .series(
                                "tidegate_weight_percent{namespace=\"bookinfo\",service=\"tcp\",version=\"v1\",role=\"stable\"}",
                                "75x240");
        assertThat(fired(never, 60)).isEmpty();
    }
}
