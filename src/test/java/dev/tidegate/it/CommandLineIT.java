package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.it.CommandLine.Ended;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The command line against the running artifact, as a CI job and a person on call use it. */
class CommandLineIT extends AtTheTerminal {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void deploymentThatSucceedsExitsWithZero() {
        town.service("good", Policies.QUICK);
        Ended job = succeeds(overHttp("publish", "deploy-started", of("good"), "v2", "--wait"));
        assertThat(job.printed())
                .contains("published to tidegate.deployments for " + of("good"))
                .containsSubsequence(
                        "good-1  Pending",
                        "good-1  Progressing",
                        "good-1  Baking",
                        "good-1  Succeeded");
    }

    @Test
    void deploymentThatAnAlertTakesBackExitsWithOne() {
        // Given a CI job that waits
        town.service("bad", Policies.SLOW);
        try (CommandLine job =
                CommandLine.start(
                        overKafka("publish", "deploy-started", of("bad"), "v2", "--wait"))) {
            town.awaitStep("bad-1", 1);
            // When
            succeeds(
                    overKafka(
                            "publish",
                            "alert",
                            of("bad"),
                            "--alert",
                            "ErrorRate",
                            "--for-version",
                            "v2",
                            "--wait"));
            // Then
            Ended ended = job.end();
            assertThat(ended.code()).as(ended.printed()).isEqualTo(1);
            assertThat(ended.printed())
                    .contains("bad-1  RolledBack")
                    .contains("alert ErrorRate (critical)");
        }
    }

    @Test
    void deploymentThatSupersedesALiveReleaseIsTheOneFollowed() {
        town.service("newer", Policies.SLOW);
        town.deploy("newer", "v2");
        town.awaitStep("newer-1", 1);
        try (CommandLine job =
                CommandLine.start(
                        overHttp("publish", "deploy-started", of("newer"), "v3", "--wait"))) {
            town.awaitStep("newer-2", 1);
            town.alert("newer", "v3");
            Ended ended = job.end();
            assertThat(ended.code()).as(ended.printed()).isEqualTo(1);
            assertThat(ended.printed())
                    .contains("newer-2  Progressing", "newer-2  RolledBack")
                    .doesNotContain("newer-1");
        }
    }

    @Test
    void deploymentThatIsRefusedExitsWithTwoAndTheReason() {
        String[] refused = {"publish", "deploy-started", of("nobodys"), "v2", "--wait"};
        for (String[] arguments : List.of(overKafka(refused), overHttp(refused))) {
            Ended ended = CommandLine.run(arguments);
            assertThat(ended.code()).as(ended.printed()).isEqualTo(2);
            assertThat(ended.printed()).contains("refused: ", "has no RolloutPolicy");
        }
    }

    @Test
    void refusalOfAnEarlierTryDoesNotEndALaterOne() {
        // Given a job whose service had no policy yet
        String[] job = {"publish", "deploy-started", of("later"), "v2", "--id", "j-1", "--wait"};
        assertThat(CommandLine.run(overHttp(job)).code()).isEqualTo(2);
        // When it has one, and the job runs again
        town.service("later", Policies.QUICK);
        // Then
        assertThat(succeeds(overHttp(job)).printed()).contains("later-1  Succeeded");
    }

    @Test
    void personSteersAReleaseAndReadsWhyItMoved() throws IOException {
        // Given a release that pauses
        town.service("steered", Policies.PAUSING);
        succeeds(overHttp("publish", "deploy-started", of("steered"), "v2"));
        town.awaitPhase("steered-1", "Paused");
        // When
        succeeds(overHttp("promote", of("steered"), "--reason", "looks well", "--actor", "oncall"));
        town.awaitPhase("steered-1", "Baking");
        succeeds(overHttp("pause", of("steered"), "--rollout", "steered-1"));
        town.awaitPhase("steered-1", "Paused");
        succeeds(overHttp("resume", of("steered")));
        town.awaitPhase("steered-1", "Baking");
        succeeds(overHttp("abort", of("steered"), "--wait"));
        // Then the list, the story and the end are told
        String list =
                succeeds(overHttp("rollouts", Town.NAMESPACE, "--service", "steered")).printed();
        assertThat(list).contains("NAMESPACE", "steered-1", "RolledBack");
        String story = succeeds(overHttp("rollouts", of("steered-1"))).printed();
        assertThat(story).contains("promote by oncall: looks well").contains("RolledBack");
        JsonNode promoted =
                JSON.readTree(
                                succeeds(overHttp("rollouts", of("steered-1"), "--output", "json"))
                                        .printed())
                        .findParent("initiator");
        assertThat(promoted.path("phase").asText()).isEqualTo("Baking");
        assertThat(promoted.path("initiator").toString())
                .isEqualTo("{\"actor\":\"oncall\",\"reason\":\"looks well\"}");
        Ended watch = CommandLine.run(overHttp("watch", of("steered"), "--output", "json"));
        assertThat(watch.code()).isEqualTo(1);
        List<String> lines = watch.printed().lines().toList();
        JsonNode last = JSON.readTree(lines.getLast());
        assertThat(last.path("rollout").asText()).isEqualTo("steered-1");
        assertThat(last.path("phase").asText()).isEqualTo("RolledBack");
        assertThat(last.path("initiator").path("actor").isTextual()).isTrue();
    }

    @Test
    void personForgetsAnAlertThatHoldsARelease() throws IOException {
        // Given a release that waits for an alert whose end was never told
        town.service("held", Policies.QUICK);
        town.publish(
                "alerts",
                "alert.fired",
                "silenced",
                "held",
                """
                {"namespace":"%s","service":"held","version":"1.29.0","workload":"held-v2",
                 "alert":"ErrorRate","severity":"critical","fingerprint":"57c6d9296de2ad39",
                 "startsAt":"2026-01-31T12:00:00Z"}\
                """
                        .formatted(Town.NAMESPACE),
                Instant.now());
        await().atMost(Town.PATIENCE)
                .until(
                        () ->
                                town.cluster
                                        .get("RolloutPolicy", Town.NAMESPACE, "held")
                                        .orElseThrow()
                                        .at("/status/firing")
                                        .toString()
                                        .contains("57c6d9296de2ad39"));
        town.deploy("held", "v2");
        town.awaitPhase("held-1", "Pending");
        // When somebody asks what holds it
        String table = succeeds(overHttp("alerts", of("held"))).printed();
        assertThat(table)
                .containsSubsequence(
                        "FINGERPRINT",
                        "ErrorRate",
                        "1.29.0",
                        "held-v2",
                        "57c6d9296de2ad39",
                        "2026-01-31T12:00:00Z");
        JsonNode listed =
                JSON.readTree(
                        succeeds(overHttp("alerts", of("held"), "--output", "json")).printed());
        assertThat(listed.at("/0/workload").asText()).isEqualTo("held-v2");
        // and has another one forgotten, then the one that it is
        Ended wrong = CommandLine.run(overHttp("alerts", of("held"), "--forget", "other"));
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.printed()).contains("--forget: \"other\"", "57c6d9296de2ad39");
        succeeds(
                overHttp(
                        "alerts",
                        of("held"),
                        "--forget",
                        "57c6d9296de2ad39",
                        "--actor",
                        "ann",
                        "--reason",
                        "the silence is over"));
        // Then the release goes on, and its history says who
        town.awaitPhase("held-1", "Succeeded");
        assertThat(succeeds(overHttp("rollouts", of("held-1"))).printed())
                .contains("forget alert 57c6d9296de2ad39 by ann: the silence is over");
        assertThat(succeeds(overHttp("alerts", of("held"))).printed())
                .contains("no alert is taken to fire");
    }

    @Test
    void retryAndSkipReleaseTheVersionAgain() {
        town.service("again", Policies.SLOW);
        succeeds(overHttp("publish", "deploy-started", of("again"), "v2"));
        town.awaitStep("again-1", 1);
        succeeds(overHttp("publish", "command", "abort", of("again"), "--wait"));
        succeeds(overHttp("retry", of("again")));
        town.awaitStep("again-2", 1);
        succeeds(overHttp("skip", of("again")));
        town.awaitPhase("again-2", "Baking");
        succeeds(overHttp("skip", of("again"), "--wait"));
        town.awaitPhase("again-2", "Succeeded");
    }

    @Test
    void absentServerIsNamed() {
        Ended ended =
                CommandLine.run(
                        "publish",
                        "deploy-started",
                        of("good"),
                        "v2",
                        "--server",
                        "http://127.0.0.1:1",
                        "--retry-for",
                        "1s");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.printed()).contains("http://127.0.0.1:1 cannot be reached");
    }
}
