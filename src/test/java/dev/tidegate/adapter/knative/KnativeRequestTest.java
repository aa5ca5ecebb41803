package dev.tidegate.adapter.knative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RecordPosition;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Knative's headers say of an event. */
class KnativeRequestTest {

    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    private static final Instant NOW = Instant.parse("2026-01-31T15:00:00Z");
    private static final Instant WRITTEN = Instant.parse("2026-01-31T12:00:00.007Z");

    private static KnativeRequest delivered(Map<String, String> headers) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return KnativeRequest.of(all);
    }

    private static DeployStarted placed(Map<String, String> headers) {
        DeployStarted deploy = new DeployStarted("/ci 1", REVIEWS, WRITTEN, new Version("v2"));
        return (DeployStarted) delivered(headers).placed(deploy, NOW);
    }

    @Test
    void whatKnativesDispatcherSendsIsNotDecoded() {
        assertThat(
                        delivered(Map.of("kn-namespace", "ci", "ce-source", "/ci/my%20job"))
                                .attributes())
                .containsEntry("source", "/ci/my%20job");
        assertThat(delivered(Map.of("ce-subject", "Euro%20%E2%82%AC")).attributes())
                .containsEntry("subject", "Euro €");
    }

    @Test
    void deploymentKnowsWhereItsRecordStands() {
        assertThat(
                        placed(
                                        Map.of(
                                                "ce-knativekafkapartition", "3",
                                                "ce-knativekafkaoffset", "1042"))
                                .place())
                .contains(new RecordPosition("knative-3", 1042));
        assertThat(placed(Map.of()).place()).isEmpty();
    }

    @Test
    void wrappedRecordIsReadByItsOwnHeaders() {
        KnativeRequest wrapped =
                delivered(
                        Map.of(
                                "Kn-Namespace", "ci",
                                "ce-id", "partition:3/offset:7",
                                "ce-type", "dev.knative.kafka.event",
                                "ce-time", WRITTEN.toString(),
                                "ce-subject", "partition:3#7",
                                "ce-key", "bookinfo/reviews",
                                "ce-kafkaheaderceid", "e-1",
                                "ce-kafkaheadercetype", "t",
                                "ce-kafkaheadertraceparent", "00-1",
                                "content-type", "application/json"));
        assertThat(wrapped.attributes())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("id", "e-1", "type", "t", "content-type", "application/json"));
        Instant later = WRITTEN.plusSeconds(60);
        Alert alert = new Alert("Errors", "critical", java.util.Optional.empty(), "f", later);
        AlertFired fired = new AlertFired("/am 1", REVIEWS, later, alert);
        assertThat(wrapped.placed(fired, NOW)).isEqualTo(fired.writtenAt(WRITTEN));
        assertThat(delivered(Map.of("ce-time", WRITTEN.toString())).placed(fired, NOW))
                .isEqualTo(fired.writtenAt(NOW));
    }

    @Test
    void wrappedRecordWithoutHeadersSaysNothingOfItself() {
        assertThat(
                        delivered(
                                        Map.of(
                                                "Kn-Namespace", "ci",
                                                "ce-id", "partition:3/offset:7",
                                                "ce-type", "dev.knative.kafka.event"))
                                .attributes())
                .isEmpty();
    }
}
