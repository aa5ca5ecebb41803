package dev.tidegate.it;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.it.CommandLine.Ended;
import dev.tidegate.sandbox.ApiServer;
import dev.tidegate.sandbox.Group;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** A freeze, from the command to the releases that wait for its end. */
class FreezeIT extends AtTheTerminal {

    private static final int STEPS = 7;

    /** Ends in some 20 seconds unless it is frozen: long enough to be frozen on its way. */
    private static final String SLOWLY =
            """
            steps: [{weight: 5, hold: 3s}, {weight: 10, hold: 3s}, {weight: 20, hold: 3s}, {weight: 30, hold: 3s}, {weight: 50, hold: 3s}, {weight: 70, hold: 3s}, {weight: 100}]
            bake: 200ms
            """;

    private static final String TABLE =
            "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    private Freeze freeze() {
        return new Freeze(town);
    }

    @AfterEach
    void thaw() {
        freeze().end();
    }

    @Test
    void releaseThatIsFrozenByTheCommandLineHoldsItsStepAndGoesOnAfterwards() {
        // Given a release on its way
        town.service("still", SLOWLY);
        town.deploy("still", "v2");
        town.awaitStep("still-1", 1);
        // When its namespace is frozen, and its hold ends
        succeeds(overHttp("freeze", Town.NAMESPACE, "--actor", "ann", "--reason", "migration"));
        freeze().awaitTold("still-1", "by ann at ");
        JsonNode held = town.status("still-1");
        List<String> told = movesTold("still-1");
        // Then no step follows, whatever asks for one
        due("still-1");
        Ended refused = CommandLine.run(overHttp("skip", of("still")));
        assertThat(refused.code()).as(refused.printed()).isEqualTo(2);
        assertThat(refused.printed()).contains("frozen", "migration", "give it again");
        assertThat(town.phase("still-1")).isEqualTo("Progressing");
        assertThat(town.status("still-1").path("revision")).isEqualTo(held.path("revision"));
        assertThat(town.status("still-1").path("weights")).isEqualTo(held.path("weights"));
        assertThat(town.weights("still").get("v2")).isLessThan(100);
        assertThat(town.outcomes("still-1")).isEqualTo(told);
        // and it says why, in each place where a person looks
        assertThat(condition("still-1", "Stalled").path("status").asText()).isEqualTo("True");
        assertThat(condition("still-1", "Stalled").path("message").asText()).contains("migration");
        assertThat(kubectl("still-1")).contains("is frozen: by ann at ").contains("migration");
        assertThat(succeeds(overHttp("rollouts", of("still-1"))).printed()).contains("is frozen");
        // When it is over
        succeeds(overHttp("unfreeze", Town.NAMESPACE, "--actor", "ann"));
        // Then each step is made, once and in its order
        town.awaitPhase("still-1", "Succeeded");
        assertThat(freeze().key()).isEmpty();
        assertThat(town.weights("still")).containsEntry("v2", 100);
        assertThat(condition("still-1", "Stalled").path("status").asText()).isEqualTo("False");
        assertThat(movesTold("still-1")).isEqualTo(allMoves());
    }

    private static List<String> allMoves() {
        return IntStream.rangeClosed(1, STEPS + 3)
                .mapToObj(
                        move ->
                                move
                                        + switch (move) {
                                            case 1 -> " Pending";
                                            case 2 -> " Preparing";
                                            case STEPS + 2 -> " Baking";
                                            case STEPS + 3 -> " Succeeded";
                                            default -> " Progressing";
                                        })
                .toList();
    }

    /** One more timer of the step that the release is at. */
    private void due(String rollout) {
        String service = rollout.substring(0, rollout.lastIndexOf('-'));
        String uid =
                town.cluster
                        .get("Rollout", Town.NAMESPACE, rollout)
                        .orElseThrow()
                        .at("/metadata/uid")
                        .asText();
        String data =
                """
                {"namespace":"%s","service":"%s","rollout":"%s","uid":"%s","revision":%d}\
                """
                        .formatted(
                                Town.NAMESPACE,
                                service,
                                rollout,
                                uid,
                                town.status(rollout).path("revision").asInt());
        town.publish("timers", "step.due", "due-" + rollout, service, data, Instant.now());
    }

    private JsonNode condition(String rollout, String type) {
        return StreamSupport.stream(town.status(rollout).path("conditions").spliterator(), false)
                .filter(condition -> condition.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** The cells of its row in {@code kubectl get rollouts}. */
    private String kubectl(String rollout) {
        return given().header("User-Agent", ApiServer.SANDBOX)
                .header("Accept", TABLE)
                .get(
                        "%s/apis/tidegate.dev/v1alpha1/namespaces/%s/rollouts/%s"
                                .formatted(town.cluster.url(), Town.NAMESPACE, rollout))
                .jsonPath()
                .getString("rows[0].cells");
    }

    @Test
    void alertOfAFrozenReleaseTakesItBackAtOnceAndADeploymentWaitsForTheEnd() {
        // Given three releases: one gets traffic, one does, one waits for its pods
        for (String service : List.of("worse", "fine", "late")) {
            town.service(service, Policies.PAUSING);
        }
        town.deploy("worse", "v2");
        town.deploy("fine", "v2");
        town.awaitPhase("worse-1", "Paused");
        town.awaitPhase("fine-1", "Paused");
        awaitWeight("worse", "v2", 5);
        awaitWeight("fine", "v2", 5);
        // When all is frozen
        freeze().command("freeze", "incident 7");
        // Then an alert takes one back, and no other
        town.alert("worse", "v2");
        town.awaitPhase("worse-1", "RolledBack");
        assertThat(town.weights("worse")).containsOnlyKeys("v1");
        assertThat(town.phase("fine-1")).isEqualTo("Paused");
        assertThat(freeze().key())
                .hasValueSatisfying(why -> assertThat(why).contains("incident 7"));
        // and what is deployed waits, and says so
        town.deploy("late", "v2");
        town.awaitPhase("late-1", "Pending");
        freeze().awaitTold("late-1", "incident 7");
        assertThat(kubectl("late-1")).contains("Pending", "incident 7");
        assertThat(town.weights("late")).containsOnlyKeys("v1");
        // beside a live release it waits in line, and ends nothing
        town.deploy("fine", "v3");
        await().atMost(Town.PATIENCE).until(() -> Group.lag(town.broker.bootstrapServers()) == 0);
        assertThat(CommandLine.run(overHttp("promote", of("fine"))).printed())
                .contains("refused: ", "incident 7");
        assertThat(town.phase("fine-1")).isEqualTo("Paused");
        assertThat(town.weights("fine")).containsEntry("v2", 5);
        // and abort is as ever
        town.deploy("worse", "v3");
        town.awaitPhase("worse-2", "Pending");
        town.command("worse", "abort");
        town.awaitPhase("worse-2", "RolledBack", "Failed");
        // When it is over, Then each goes on
        freeze().command("unfreeze", "");
        town.awaitPhase("late-1", "Paused");
        awaitWeight("late", "v2", 5);
        town.awaitPhase("fine-2", "Paused");
        assertThat(town.phase("fine-1")).isEqualTo("Superseded");
        town.command("late", "promote");
        town.awaitPhase("late-1", "Baking");
        assertThat(town.phase("worse-1")).isEqualTo("RolledBack");
    }

    @Test
    void keyThatIsWrittenByHandFreezesUntilSomebodyTakesItOut() {
        town.service("edited", SLOWLY);
        // Given a freeze of another namespace, which is none of this one
        freeze().edit("elsewhere", "holidays");
        town.deploy("edited", "v2");
        town.awaitStep("edited-1", 1);
        // When the namespace's own key is written, and the hold ends
        freeze().edit(Town.NAMESPACE, "end of the year");
        freeze().awaitTold("edited-1", "end of the year");
        int revision = town.status("edited-1").path("revision").asInt();
        due("edited-1");
        // Then no step follows, after a restart neither
        town.killAndRestart();
        freeze().awaitTold("edited-1", "end of the year");
        assertThat(town.status("edited-1").path("revision").asInt()).isEqualTo(revision);
        // When it is taken out, and all is frozen by the other key, Then it waits on
        freeze().edit("_all", "stocktaking");
        await().atMost(Town.PATIENCE)
                .until(
                        () ->
                                town.status("edited-1")
                                        .at("/blockers/0")
                                        .asText()
                                        .contains("stocktaking"));
        assertThat(town.status("edited-1").path("revision").asInt()).isEqualTo(revision);
        freeze().takeOut("_all");
        town.awaitPhase("edited-1", "Succeeded");
        // and a command leaves the person's own parts of the ConfigMap
        freeze().edit(Town.NAMESPACE, "once more");
        freeze().command("unfreeze", "");
        assertThat(freeze().map().orElseThrow().at("/metadata/labels/team").asText())
                .isEqualTo("shop");
    }
}
