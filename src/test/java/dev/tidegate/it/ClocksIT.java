package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import java.time.Instant;

/** What records tell that clocks do not: which was written first, and whether in time. */
class ClocksIT extends InTown {

    @Test
    void alertThatWasInTheTopicBeforeTheBakeWasOverTakesTheReleaseBack() {
        // Given a release that has succeeded
        town.service("late", Policies.QUICK);
        town.deploy("late", "v2");
        town.awaitPhase("late-1", "Succeeded");
        Instant end = Instant.parse(town.status("late-1").path("since").asText());
        // When an alert is read whose record is older than that
        Instant before = end.minusMillis(1);
        String data =
                """
                {"namespace":"%s","service":"late","version":"v2","alert":"ErrorRate","severity":"critical",
                 "fingerprint":"late","startsAt":"%s"}\
                """
                        .formatted(Town.NAMESPACE, before);
        ProducerRecord<String, byte[]> alert =
                Event.of("alerts", "alert.fired", "late-alert", "late", data, end.plusSeconds(60));
        town.send(
                new ProducerRecord<>(
                        alert.topic(),
                        null,
                        before.toEpochMilli(),
                        alert.key(),
                        alert.value(),
                        alert.headers()));
        // Then
        town.awaitPhase("late-1", "RolledBack");
        assertThat(town.weights("late").getOrDefault("v2", 0)).isZero();
        assertThat(town.weights("late")).containsEntry("v1", 100);
    }

    @Test
    void deploymentsOfASenderWhoseClockIsSetRightAreReleasedInTheOrderOfTheirRecords() {
        // Given the first from a clock that is an hour ahead, the next from one an hour behind
        town.service("order", Policies.SLOW);
        town.workload("order", "v3", 1);
        town.deploy("first", "order", "v2", Instant.now().plusSeconds(3_600));
        town.awaitPhase("order-1", "Progressing");
        town.command("order", "abort");
        town.awaitPhase("order-1", "RolledBack");
        // When, then
        town.deploy("second", "order", "v3", Instant.now().minusSeconds(3_600));
        town.awaitPhase("order-2", "Progressing");
    }
}
