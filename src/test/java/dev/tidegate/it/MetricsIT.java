package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.adapter.http.OpenApiLint;

import io.restassured.RestAssured;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * What an operator sees of a release, a rollback and some trouble: metrics, log lines, and what the
 * API says of itself.
 */
class MetricsIT extends InTown {

    @Test
    void releaseRollbackAndTroubleAreCountedAndLogged() throws IOException {
        // Given a release that succeeds, one that stays, and poison
        town.service("good", Policies.QUICK);
        town.deploy("good", "v2");
        town.service("live", Policies.SLOW);
        town.deploy("live", "v2");
        town.awaitPhase("good-1", "Succeeded");
        town.awaitStep("live-1", 1);
        town.send(new ProducerRecord<>("tidegate.alerts", "x", "not JSON".getBytes(UTF_8)));
        // and one that is rolled back though the API server conflicts and fails meanwhile
        town.service("bad", Policies.SLOW);
        town.deploy("bad", "v2");
        town.awaitStep("bad-1", 1);
        town.cluster.fail("update", "VirtualService", 1, 409);
        town.cluster.fail("update", "VirtualService", 1, 503);
        String alert = town.alert("bad", "v2");
        town.awaitPhase("bad-1", "RolledBack");
        // Then the gauges show what lives
        await().atMost(Town.PATIENCE)
                .untilAsserted(
                        () -> {
                            assertThat(value("tidegate_rollouts_live", "phase=\"Progressing\""))
                                    .isEqualTo(1);
                            assertThat(
                                            value(
                                                    "tidegate_weight_percent",
                                                    "service=\"live\"",
                                                    "version=\"v2\"",
                                                    "role=\"canary\""))
                                    .isEqualTo(5);
                            assertThat(value("tidegate_dead_letters_total", "tidegate.alerts"))
                                    .isEqualTo(1);
                        });
        // and the meters what happened: eight timers moved, one alert was answered
        assertThat(value("tidegate_decisions_total", "event=\"step-due\"", "outcome=\"moved\""))
                .isGreaterThanOrEqualTo(6);
        assertThat(value("tidegate_decisions_total", "event=\"alert-fired\"", "outcome=\"moved\""))
                .isEqualTo(1);
        assertThat(value("tidegate_releases_total", "service=\"good\"", "result=\"Succeeded\""))
                .isEqualTo(1);
        assertThat(value("tidegate_releases_total", "service=\"bad\"", "result=\"RolledBack\""))
                .isEqualTo(1);
        assertThat(value("tidegate_alert_to_write_seconds_count")).isEqualTo(1);
        assertThat(value("tidegate_alert_to_write_seconds_bucket", "le=\"+Inf\"")).isEqualTo(1);
        assertThat(value("tidegate_alert_to_write_seconds_sum")).isPositive();
        assertThat(value("tidegate_event_age_seconds_count", "event=\"deploy\"")).isEqualTo(3);
        assertThat(value("tidegate_conflicts_total")).isPositive();
        assertThat(value("tidegate_retries_total", "event=\"alert-fired\"")).isEqualTo(1);
        assertThat(value("tidegate_timer_lateness_seconds_count")).isGreaterThanOrEqualTo(6);
        assertAlertIsOneLineOfTheLog(alert);
        assertPageAndMetricsAgree();
        // and a release that lives has each result, though it has not ended
        assertThat(scraped())
                .anyMatch(
                        line ->
                                line.startsWith("tidegate_releases_total{")
                                        && line.contains("result=\"RolledBack\"")
                                        && line.contains("service=\"live\"")
                                        && line.endsWith(" 0.0"));
    }

    /** The decision is one line that says all of it. */
    private void assertAlertIsOneLineOfTheLog(String alert) throws IOException {
        assertThat(Files.readString(town.artifact.log()).lines())
                .filteredOn(
                        line ->
                                line.contains("\"event\":\"alert-fired\"")
                                        && line.contains("\"eventId\":\"/test " + alert + "\"")
                                        && line.contains("\"outcome\":\"moved\""))
                .singleElement()
                .asString()
                .contains(
                        "\"event\":\"alert-fired\"",
                        "\"service\":\"%s/bad\"".formatted(Town.NAMESPACE),
                        "\"rollout\":\"bad-1\"",
                        "\"phase\":\"RollingBack\"",
                        "\"reason\":\"alert ErrorRate (critical) on the canary\"");
    }

    /** What is documented is there with its type, its tags and a HELP text, and nothing else. */
    private void assertPageAndMetricsAgree() throws IOException {
        MetricsPage scraped = new MetricsPage(scraped());
        assertThat(scraped.meters()).isEqualTo(MetricsPage.documented());
        assertThat(scraped.withoutHelp()).isEmpty();
    }

    @Test
    void aTopicIsMeasuredUnderOneName() {
        await().atMost(Town.PATIENCE).untilAsserted(() -> assertRead(scraped()));
        assertThat(scraped())
                .filteredOn(line -> line.startsWith("kafka_consumer_"))
                .isNotEmpty()
                .noneMatch(line -> line.contains("topic=\"tidegate_"));
    }

    @Test
    void whatTheAlertsAboutTidegateReadIsThereWithItsLabels() {
        await().atMost(Town.PATIENCE).untilAsserted(() -> assertRead(scraped()));
    }

    @Test
    void openApiIsCompleteAndListsWhatMayBeSaid() throws IOException {
        JsonNode api =
                new ObjectMapper()
                        .readTree(
                                RestAssured.get(town.artifact.url() + "/q/openapi?format=json")
                                        .asString());
        assertThat(OpenApiLint.problems(api)).isEmpty();
        assertThat(api.at("/components/schemas/PhaseName/enum")).hasSize(10);
        assertThat(api.at("/components/schemas/CloudEvent/properties/type/anyOf/0/enum"))
                .hasSize(5);
        assertThat(api.at("/paths/~1webhooks~1{sender}/post/parameters/0/schema/enum"))
                .extracting(JsonNode::asText)
                .contains("alertmanager", "github");
    }

    private static void assertRead(List<String> lines) {
        assertThat(lines)
                .contains(
                        "tidegate_rollouts_stalled{phase=\"RollingBack\"} 0.0",
                        "tidegate_dependency_up{name=\"leader\"} 1.0")
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .startsWith("kafka_consumer_fetch_manager_records_lag{")
                                        .contains("partition=\"0\"", "topic=\"tidegate.alerts\""));
    }

    private List<String> scraped() {
        return RestAssured.get(town.artifact.url() + "/q/metrics").asString().lines().toList();
    }

    private double value(String meter, String... tags) {
        return town.metric(meter, tags);
    }
}
