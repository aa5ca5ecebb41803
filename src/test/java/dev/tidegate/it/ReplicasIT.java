package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.sandbox.ApiServer.Write;
import dev.tidegate.sandbox.Artifact;
import dev.tidegate.sandbox.Group;

import io.restassured.RestAssured;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two replicas of the real artifact, and what may happen to one of them: killed, paused, or no
 * longer the leader. What is asserted of holds is read from the recorded writes, whatever time the
 * test itself takes.
 */
class ReplicasIT extends InTown {

    /** Of each process one consumer in the group. */
    private static final int CHANNELS = 5;

    private static final Duration HOLD = Duration.ofSeconds(3);
    private static final String STEPS =
            """
            steps: [{weight: 5, hold: 3s}, {weight: 25, hold: 3s}, {weight: 50, hold: 3s}, {weight: 100}]
            bake: 0s
            """;

    private Artifact second;

    @BeforeEach
    void startTheSecond() {
        second = town.replica();
    }

    @AfterEach
    void endTheSecond() {
        second.kill();
    }

    @Test
    void killOfOneReplicaLosesNoEventAndShortensNoHold() {
        // Given two releases under way, and partitions on both replicas
        List<String> services = List.of("killed-a", "killed-b");
        services.forEach(s -> town.service(s, STEPS));
        services.forEach(s -> town.deploy(s, "v2"));
        services.forEach(s -> town.awaitPhase(s + "-1", "Progressing"));
        // When the first is killed, and an alert comes for one of them
        town.artifact.kill();
        town.alert("killed-a", "v2");
        // Then that one is rolled back, and the other goes on to its end, its holds whole
        town.awaitPhase("killed-a-1", "RolledBack");
        town.awaitPhase("killed-b-1", "Succeeded");
        services.forEach(s -> assertSound(s + "-1"));
        assertHoldsAreWhole("killed-b");
        assertNoTrafficAfterRollback("killed-a");
        // and the next process takes its place
        town.killAndRestart();
    }

    @Test
    void lostLeaseDelaysStepsAndNeverAnAlert() {
        // Given two releases under way, and a Lease that somebody takes away from its holder
        List<String> services = List.of("lease-a", "lease-b");
        services.forEach(s -> town.service(s, STEPS));
        services.forEach(s -> town.deploy(s, "v2"));
        services.forEach(s -> town.awaitPhase(s + "-1", "Progressing"));
        String before = holder();
        ObjectNode stolen = lease();
        ((ObjectNode) stolen.path("spec"))
                .put("holderIdentity", "a-thief")
                .put("renewTime", lease().at("/spec/renewTime").asText());
        town.cluster.put(stolen.toString());
        // When an alert comes
        town.alert("lease-a", "v2");
        town.awaitPhase("lease-a-1", "RolledBack");
        // Then a replica leads again once the thief's term is over, and the other release ends
        town.awaitPhase("lease-b-1", "Succeeded");
        assertThat(before).startsWith("tidegate-");
        assertThat(holder()).startsWith("tidegate-");
        services.forEach(s -> assertSound(s + "-1"));
        assertHoldsAreWhole("lease-b");
    }

    @Test
    void timersFireOnTheLeaderOnly() {
        town.service("leader", Policies.QUICK);
        double firstBefore = timersFired(town.artifact);
        double secondBefore = timersFired(second);
        town.deploy("leader", "v2");
        town.awaitPhase("leader-1", "Succeeded");
        double first = timersFired(town.artifact) - firstBefore;
        double other = timersFired(second) - secondBefore;
        assertThat(first + other).isGreaterThanOrEqualTo(4);
        assertThat(Math.min(first, other)).as("fired by the one that follows").isZero();
    }

    @Test
    void killedLeaderIsFollowedAndTheReleaseGoesOn() {
        town.service("heir", STEPS);
        double fired = timersFired(town.artifact);
        town.deploy("heir", "v2");
        town.awaitPhase("heir-1", "Progressing");
        String before = holder();
        boolean firstLeads = timersFired(town.artifact) > fired;
        (firstLeads ? town.artifact : second).kill();
        town.awaitPhase("heir-1", "Succeeded");
        assertThat(holder()).isNotEqualTo(before);
        assertSound("heir-1");
        assertHoldsAreWhole("heir");
        if (firstLeads) {
            town.killAndRestart();
        }
    }

    @Test
    void pausedReplicaThatWakesUpUndoesNothing() {
        // Given a release whose next weight the one that has it cannot write yet, and both leave
        // the canary alone meanwhile
        town.service("paused", STEPS);
        town.deploy("paused", "v2");
        town.awaitStep("paused-1", 1);
        town.cluster.hang("update", "VirtualService", 1);
        await().atMost(Town.PATIENCE)
                .until(() -> town.status("paused-1").path("revision").asInt() > 3);
        // When that one is stopped for longer than its session and its Lease, and an alert comes
        Artifact writer = decider("paused-1", 4);
        writer.pause();
        town.alert("paused", "v2");
        town.awaitPhase("paused-1", "RolledBack");
        await().atMost(Town.PATIENCE)
                .until(() -> Group.members(town.broker.bootstrapServers()) == CHANNELS);
        // and it wakes up, believing that nothing has happened
        writer.unpause();
        await().atMost(Town.PATIENCE)
                .until(() -> Group.members(town.broker.bootstrapServers()) == 2 * CHANNELS);
        // Then it works on, and the canary never gets traffic again
        town.service("awake", Policies.QUICK);
        town.deploy("awake", "v2");
        town.awaitPhase("awake-1", "Succeeded");
        assertNoTrafficAfterRollback("paused");
        assertSound("paused-1");
        assertSound("awake-1");
    }

    /** The replica that committed this revision, and has its routes to write. */
    private Artifact decider(String rollout, int revision) {
        String line = "moved %s revision %d ".formatted(rollout, revision);
        return await().atMost(Town.PATIENCE)
                .until(
                        () ->
                                Stream.of(town.artifact, second)
                                        .filter(
                                                replica ->
                                                        replica.lines().stream()
                                                                .anyMatch(l -> l.contains(line)))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private ObjectNode lease() {
        return town.cluster.get("Lease", "tidegate-system", "tidegate").orElseThrow();
    }

    private String holder() {
        return lease().at("/spec/holderIdentity").asText();
    }

    private double timersFired(Artifact replica) {
        return RestAssured.get(replica.url() + "/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("tidegate_timer_lateness_seconds_count"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Revisions without gaps, an outcome for each, and no other live rollout of the service. */
    private void assertSound(String rollout) {
        JsonNode history = town.status(rollout).path("history");
        List<String> moves =
                IntStream.range(0, history.size())
                        .mapToObj(i -> i + 1 + " " + history.get(i).path("phase").asText())
                        .toList();
        assertThat(town.status(rollout).path("revision").asInt()).isEqualTo(moves.size());
        await().atMost(Town.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(town.outcomes(rollout))
                                        .containsExactlyInAnyOrderElementsOf(moves));
        String next = rollout.replaceFirst("-1$", "-2");
        assertThat(town.cluster.get("Rollout", Town.NAMESPACE, next)).isEmpty();
    }

    /** From the acknowledged write of each step's weight to the commit of the next move. */
    private void assertHoldsAreWhole(String service) {
        for (int canary : List.of(5, 25, 50)) {
            Write given =
                    town.cluster.writes("VirtualService").stream()
                            .filter(w -> w.name().equals(service) && canary(w) == canary)
                            .findFirst()
                            .orElseThrow();
            Write left =
                    town.cluster.writes("Rollout").stream()
                            .filter(w -> w.name().equals(service + "-1"))
                            .filter(w -> w.object().at("/status/phase").isTextual())
                            .filter(w -> wanted(w) > canary)
                            .findFirst()
                            .orElseThrow();
            assertThat(Duration.ofNanos(left.nanos() - given.nanos()))
                    .as("%s at %d %%", service, canary)
                    .isGreaterThanOrEqualTo(HOLD);
        }
    }

    /** From the moment that the rollback is committed, written or not. */
    private void assertNoTrafficAfterRollback(String service) {
        long back =
                town.cluster.writes("Rollout").stream()
                        .filter(w -> w.name().equals(service + "-1"))
                        .filter(w -> w.object().at("/status/phase").asText().equals("RollingBack"))
                        .mapToLong(Write::nanos)
                        .min()
                        .orElseThrow();
        assertThat(town.cluster.writes("VirtualService"))
                .filteredOn(w -> w.name().equals(service) && w.nanos() > back)
                .allSatisfy(w -> assertThat(canary(w)).isZero());
        assertThat(town.weights(service).getOrDefault("v2", 0)).isZero();
    }

    private static int canary(Write write) {
        for (JsonNode destination : write.object().at("/spec/http/0/route")) {
            if (destination.at("/destination/subset").asText().equals("v2")) {
                return destination.path("weight").asInt(100);
            }
        }
        return 0;
    }

    private static double wanted(Write write) {
        for (JsonNode share : write.object().at("/status/state/traffic/everybody")) {
            if (share.path("version").asText().equals("v2")) {
                return share.path("weight").asDouble();
            }
        }
        return 0;
    }
}
