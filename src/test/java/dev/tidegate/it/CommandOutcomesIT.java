package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.it.CommandLine.Ended;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What a command says of what became of it, without being asked to wait for the end. */
class CommandOutcomesIT extends AtTheTerminal {

    @Test
    void commandThatIsRefusedExitsWithTwoAndTheReason() {
        // Given a release that has ended, and a service that is none
        town.service("over", Policies.SLOW);
        succeeds(overHttp("publish", "deploy-started", of("over"), "v2"));
        town.awaitStep("over-1", 1);
        Ended aborted = succeeds(overHttp("abort", of("over")));
        assertThat(aborted.printed()).contains("over-1  RollingBack");
        town.awaitPhase("over-1", "RolledBack");
        // When
        Ended late = CommandLine.run(overHttp("abort", of("over")));
        Ended nobodys = CommandLine.run(overHttp("promote", of("nobodys")));
        Ended overTheTopics = CommandLine.run(overKafka("promote", of("nobodys")));
        Ended rollout = CommandLine.run(overHttp("promote", of("over-1")));
        // Then
        assertThat(late.code()).as(late.printed()).isEqualTo(2);
        assertThat(late.printed()).contains("refused: over-1 has ended: RolledBack; retry");
        for (Ended each : List.of(nobodys, overTheTopics)) {
            assertThat(each.code()).as(each.printed()).isEqualTo(2);
            assertThat(each.printed()).contains("refused: ", "nobodys has no rollout yet");
        }
        assertThat(rollout.code()).as(rollout.printed()).isEqualTo(2);
        assertThat(rollout.printed()).contains("write " + of("over") + " --rollout over-1");
        // and whoever does not wait hears nothing of it
        assertThat(succeeds(overHttp("promote", of("nobodys"), "--no-wait")).printed())
                .contains("published to tidegate.commands")
                .doesNotContain("refused");
    }

    @Test
    void alertThatMovesNoReleaseIsSaidToBeRemembered() {
        town.service("quiet", Policies.SLOW);
        String[] alert = {"publish", "alert", of("quiet"), "--alert", "ErrorRate"};
        assertThat(succeeds(overHttp(alert)).printed())
                .contains("no rollout moved; ErrorRate is taken to fire");
        String[] over = with(alert, "--resolved", "--starts-at", "2026-01-31T12:00:00Z");
        assertThat(succeeds(overHttp(over)).printed())
                .contains("ErrorRate is not taken to fire any more");
        Ended nobodys =
                CommandLine.run(
                        overHttp(
                                "publish",
                                "alert",
                                of("nobodys"),
                                "--alert",
                                "ErrorRate",
                                "--begin-within",
                                "3s"));
        assertThat(nobodys.code()).as(nobodys.printed()).isEqualTo(3);
    }
}
