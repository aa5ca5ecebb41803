package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** The artifact as functions that run only while there is something to do. */
class FunctionsIT extends InFunctions {

    /** One that the topics of {@code kafka/} still take: they take less than this broker's. */
    private static final byte[] LARGEST_OF_OURS = new byte[524_288 - 100];

    @Test
    void releaseAdvancesByTicksAndNoHoldIsShortened() {
        town.service(
                "ticked",
                """
                steps: [{weight: 5, hold: 1s}, {weight: 50, hold: 1s}, {weight: 100}]
                bake: 200ms
                """);
        town.deploy("ticked", "v2");
        awaitBegun("ticked-1");
        tickUntil("ticked-1", "Succeeded");
        assertThat(town.weights("ticked")).containsEntry("v2", 100);
        assertThat(town.outcomes("ticked-1")).contains("3 Progressing", "4 Progressing");
        JsonNode history = town.status("ticked-1").path("history");
        for (int move = 2; move < 4; move++) {
            Instant entered = Instant.parse(history.get(move).path("at").asText());
            Instant left = Instant.parse(history.get(move + 1).path("at").asText());
            assertThat(left).isAfterOrEqualTo(entered.plusSeconds(1));
        }
        // and a tick without anything to do, from cold again
        await().atMost(Town.PATIENCE).until(() -> !functions.function("step-timer").running());
        assertThat(tick()).isEqualTo(204);
    }

    @Test
    void podsThatBecomeReadyAreSeenByTheNextTick() {
        town.service("waiting", Policies.SLOW);
        town.workload("waiting", "v2", 0);
        town.deploy("waiting", "v2");
        town.awaitPhase("waiting-1", "Pending");
        assertThat(tick()).isEqualTo(204);
        assertThat(town.phase("waiting-1")).isEqualTo("Pending");
        town.workload("waiting", "v2", 1);
        tickUntil("waiting-1", "Preparing");
        town.alert("waiting", "v2");
        town.awaitPhase("waiting-1", "RolledBack");
    }

    @Test
    void replacedVersionsPodsGoByATick() {
        town.service("old", Policies.QUICK + "oldVersion: {scaleDown: {after: 1s}}\n");
        town.deploy("old", "v2");
        awaitBegun("old-1");
        tickUntil("old-1", "Succeeded");
        await().atMost(Town.PATIENCE)
                .until(
                        () ->
                                tick() == 204
                                        && town.cluster
                                                .get("Deployment", Town.NAMESPACE, "old-v1")
                                                .orElseThrow()
                                                .at("/spec/replicas")
                                                .asText()
                                                .equals("0"));
    }

    @Test
    void alertRollsBackFromCold() {
        progressing("cold");
        await().atMost(Town.PATIENCE).until(() -> !functions.function("alert").running());
        town.alert("cold", "v2");
        town.awaitPhase("cold-1", "RolledBack");
        assertThat(town.weights("cold").getOrDefault("v2", 0)).isZero();
        assertThat(functions.function("alert").running()).isTrue();
    }

    @Test
    void redeliveredEventChangesNothing() {
        progressing("again");
        String id = UUID.randomUUID().toString();
        Instant start = Instant.now();
        town.alert(id, "fired", "again", "v2", start);
        await().atMost(Town.PATIENCE)
                .until(() -> town.outcomes("again-1").toString().contains("RolledBack"));
        List<String> outcomes = town.outcomes("again-1");
        town.alert(id, "fired", "again", "v2", start);
        town.send(
                Event.from(
                        "/other",
                        Event.of(
                                "deployments",
                                "deploy.started",
                                "late",
                                "again",
                                deployOf("again"),
                                OLD)));
        // the partition has gone on when the next event of the service is handled
        town.deploy("again", "v3");
        awaitBegun("again-2");
        assertThat(town.outcomes("again-1")).isEqualTo(outcomes);
        town.command("again", "abort");
        town.awaitPhase("again-2", "RolledBack");
    }

    @Test
    void poisonIsAnsweredOnceAndKeptWithTheReason() {
        int before = town.records("tidegate.dead-letters").size();
        town.send(new ProducerRecord<>("tidegate.alerts", "bookinfo/poison", bytes("not JSON")));
        town.publish("alerts", "alert.fired", "p-1", "poison", "{\"version\":\"No\"}", OLD);
        // an event on a topic that is not its own: a right that its sender has not
        town.publish("deployments", "command", "p-2", "poison", commandOf("poison"), OLD);
        await().atMost(Town.PATIENCE)
                .until(() -> town.records("tidegate.dead-letters").size() == before + 3);
        List<ConsumerRecord<String, byte[]>> letters = town.records("tidegate.dead-letters");
        assertThat(letters.subList(letters.size() - 3, letters.size()))
                .allSatisfy(letter -> assertThat(header(letter, "code")).isEqualTo("400"))
                .anySatisfy(letter -> assertThat(reason(letter)).contains("is not JSON"))
                .anySatisfy(letter -> assertThat(reason(letter)).contains("data.namespace"))
                .anySatisfy(letter -> assertThat(reason(letter)).contains("send the event to"));
    }

    @Test
    void largestPoisonIsKeptWhole() {
        town.send(new ProducerRecord<>("tidegate.alerts", "bookinfo/whole", LARGEST_OF_OURS));
        await().atMost(Town.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(town.records("tidegate.dead-letters"))
                                        .filteredOn(letter -> "bookinfo/whole".equals(letter.key()))
                                        .singleElement()
                                        .satisfies(
                                                letter -> {
                                                    assertThat(letter.value())
                                                            .isEqualTo(LARGEST_OF_OURS);
                                                    assertThat(header(letter, "code"))
                                                            .isEqualTo("413");
                                                }));
    }

    @Test
    void recordWithoutHeadersIsReadAsStructured() {
        town.service("plain", Policies.SLOW);
        String event =
                """
                {"specversion":"1.0","id":"plain-1","source":"/me","type":"dev.tidegate.deploy.started",
                 "time":"%s","data":%s}\
                """
                        .formatted(Clock.systemUTC().instant(), deployOf("plain"));
        town.send(
                new ProducerRecord<>(
                        "tidegate.deployments", Town.NAMESPACE + "/plain", bytes(event)));
        awaitBegun("plain-1");
        town.command("plain", "abort");
        town.awaitPhase("plain-1", "RolledBack");
    }

    @Test
    void outageOfTheClusterIsWaitedOutByRedelivery() {
        progressing("outage");
        town.cluster.outage(true);
        town.alert("outage", "v2");
        await().atMost(Town.PATIENCE).until(() -> functions.function("alert").running());
        assertThat(town.phase("outage-1")).isEqualTo("Progressing");
        town.cluster.outage(false);
        town.awaitPhase("outage-1", "RolledBack");
    }

    @Test
    void killBetweenCommitAndApplyIsFinishedByTheNextProcess() {
        progressing("killed");
        town.cluster.hang("update", "VirtualService", 1_000);
        town.alert("killed", "v2");
        town.awaitPhase("killed-1", "RollingBack");
        functions.function("alert").kill();
        town.cluster.heal();
        town.awaitPhase("killed-1", "RolledBack");
        assertThat(town.weights("killed").getOrDefault("v2", 0)).isZero();
    }

    private static final Instant OLD = Instant.parse("2026-01-01T00:00:00Z");

    private static String deployOf(String service) {
        return "{\"namespace\":\"%s\",\"service\":\"%s\",\"version\":\"v2\"}"
                .formatted(Town.NAMESPACE, service);
    }

    private static String commandOf(String service) {
        return "{\"namespace\":\"%s\",\"service\":\"%s\",\"command\":\"promote\",\"actor\":\"ci\"}"
                .formatted(Town.NAMESPACE, service);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        return Event.header(letter, "ce_knativeerror" + name);
    }

    private static String reason(ConsumerRecord<String, byte[]> letter) {
        return new String(
                Base64.getDecoder().decode(header(letter, "data")), StandardCharsets.UTF_8);
    }
}
