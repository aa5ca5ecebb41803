package dev.tidegate.adapter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.adapter.policies.PolicyDocument;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Scenes;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.quality.StrictManifest;

import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The alert that is shipped for the migration that is shipped. */
class MigrationAlertTest {

    private static final Path EXAMPLES = Path.of("k8s", "examples");

    private static Rule rule() {
        return StrictManifest.all(EXAMPLES.resolve("migration-alert.yaml"), PrometheusRule.class)
                .getFirst()
                .getSpec()
                .getGroups()
                .getFirst()
                .getRules()
                .getFirst();
    }

    /** What Alertmanager sends for the rule: its result has no labels but the rule's own. */
    private static AlertFired received() throws JsonProcessingException {
        Map<String, String> labels = new HashMap<>(rule().getLabels());
        labels.put("alertname", rule().getAlert());
        Map<String, Object> alert =
                Map.of(
                        "status", "firing",
                        "labels", labels,
                        "startsAt", "2026-01-31T11:59:58.123Z",
                        "fingerprint", "c1a7e0d5b2f39c84");
        String body =
                new ObjectMapper()
                        .writeValueAsString(Map.of("version", "4", "alerts", List.of(alert)));
        Sender alertmanager = Sender.named("alertmanager").orElseThrow();
        List<Reading> readings =
                alertmanager
                        .decoder()
                        .read(
                                new WebhookRequest(Map.of(), body.getBytes(UTF_8), Post.NOW),
                                Post.webhooks(Map.of()).mapping(alertmanager));
        return (AlertFired) ((Reading.Made) readings.getFirst()).event();
    }

    /** The shipped migration, with its first weight. */
    private static Rollout migrating() throws IOException {
        RolloutPlan plan =
                PolicyDocument.parse(Files.readString(EXAMPLES.resolve("migration.yaml"))).plan();
        var deploy = new DeployStarted("d", Scenes.REVIEWS, Scenes.START, new Version("new"));
        Rollout opened =
                Rollout.opened(
                        new Rollout.Identity("uid-1", "reviews-1", plan, deploy), Scenes.START);
        Observation gates =
                new Observation.GatesSeen(
                        Optional.of(new Version("old")),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        PriorTraffic.NONE);
        return Scenes.due(Scenes.moved(opened, Scenes.observed(gates), Scenes.START));
    }

    @Test
    void shippedAlertTakesTheShippedMigrationBack() throws IOException {
        AlertFired fired = received();
        Rollout migrating = migrating();
        assertThat(fired.service()).isEqualTo(migrating.service());
        Rollout after = Scenes.moved(migrating, fired, Scenes.later(400));
        assertThat(after.phase()).isInstanceOf(Phase.RollingBack.class);
    }

    @Test
    void shippedAlertLooksAtTheNewHostAlone() throws IOException {
        Rollout migrating = migrating();
        String host =
                ((Routing.Hosts) migrating.plan().routing().destinations())
                        .names()
                        .host(migrating.canary())
                        .orElseThrow();
        assertThat(rule().getExpr().getStrVal())
                .contains("destination_service=\"%s\"".formatted(host))
                .doesNotContain("sum by");
    }
}
