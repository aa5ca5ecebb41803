package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.it.CommandLine.Ended;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.UUID;

/** Back to an earlier version, as a person on call gives the command. */
class RollbackIT extends AtTheTerminal {

    private void released(String service, String version, String rollout) {
        succeeds(overHttp("publish", "deploy-started", of(service), version, "--wait"));
        town.awaitPhase(rollout, "Succeeded");
    }

    @Test
    void afterSuccessAllTrafficIsBackAndWhatIsDeclaredOnChangesNothing() {
        town.service("home", Policies.QUICK);
        released("home", "v2", "home-1");
        // When
        Ended back =
                succeeds(
                        overHttp(
                                "rollback",
                                of("home"),
                                "--actor",
                                "ann",
                                "--reason",
                                "checkout is slow",
                                "--wait"));
        // Then
        assertThat(back.printed())
                .contains("rollback to v1 by ann: checkout is slow")
                .containsSubsequence("home-2  Preparing", "home-2  Baking", "home-2  Succeeded")
                .doesNotContain("Progressing");
        assertThat(town.weights("home")).containsEntry("v1", 100);
        assertThat(town.status("home-2").at("/state/history/0/initiator/actor").asText())
                .isEqualTo("ann");
        // and what GitOps declares all the time is no news
        String data =
                "{\"namespace\":\"%s\",\"service\":\"home\",\"version\":\"v2\",\"declared\":true}"
                        .formatted(Town.NAMESPACE);
        String id = UUID.randomUUID().toString();
        town.publish("deployments", "deploy.started", id, "home", data, Instant.now());
        // whoever comes after it on the same topic is answered after it
        Ended same = CommandLine.run(overKafka("publish", "deploy-started", of("home"), "v1"));
        assertThat(same.printed()).contains("v1 carries the traffic already");
        assertThat(town.phase("home-3")).isEmpty();
        Ended again = CommandLine.run(overHttp("rollback", of("home")));
        assertThat(again.code()).as(again.printed()).isEqualTo(2);
        assertThat(again.printed()).contains("home-2 has gone back to v1 already");
        // whoever names the version goes on
        succeeds(overKafka("rollback", of("home"), "--to", "v2", "--wait"));
        assertThat(town.weights("home")).containsEntry("v2", 100);
    }

    @Test
    void liveReleaseIsAbortedAndTheCommandSucceeds() {
        town.service("live", Policies.SLOW);
        succeeds(overHttp("publish", "deploy-started", of("live"), "v2"));
        town.awaitStep("live-1", 1);
        Ended back = succeeds(overHttp("rollback", of("live"), "--wait"));
        assertThat(back.printed()).contains("live-1  RolledBack");
        assertThat(town.phase("live-2")).isEmpty();
    }

    @Test
    void liveReleaseGivesWayToTheVersionBeforeItsStableOne() {
        town.service("far", Policies.SLOW);
        succeeds(overHttp("publish", "deploy-started", of("far"), "v2"));
        town.awaitStep("far-1", 1);
        succeeds(overHttp("skip", of("far")));
        succeeds(overHttp("skip", of("far")));
        town.awaitPhase("far-1", "Succeeded");
        succeeds(overHttp("publish", "deploy-started", of("far"), "v3"));
        town.awaitStep("far-2", 1);
        // When
        Ended back = succeeds(overHttp("rollback", of("far"), "--to", "v1"));
        // Then
        assertThat(back.printed()).contains("far-3  Pending");
        town.awaitPhase("far-3", "Baking");
        assertThat(town.phase("far-2")).isEqualTo("Superseded");
        assertThat(town.weights("far")).containsEntry("v1", 100);
    }

    @Test
    void withoutPodsItIsRefusedWithTheReason() {
        town.service("empty", Policies.QUICK);
        released("empty", "v2", "empty-1");
        town.workload("empty", "v1", 0);
        Ended refused =
                CommandLine.run(overHttp("rollback", of("empty"), "--to", "v1", "--reason", "x"));
        assertThat(refused.code()).as(refused.printed()).isEqualTo(2);
        assertThat(refused.printed()).contains("refused: v1 cannot take the traffic now: ");
        assertThat(town.weights("empty")).containsEntry("v2", 100);
    }
}
