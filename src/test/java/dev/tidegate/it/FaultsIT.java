package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import dev.tidegate.sandbox.Group;

import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * An API server and a broker that fail, and rubbish on every topic: nothing is lost and nothing
 * stops.
 */
class FaultsIT extends InTown {

    private static final Set<Thread.State> WAITING =
            Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);
    private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":\"([^\"]+)\"");

    @ParameterizedTest
    @ValueSource(ints = {409, 429, 500, 503})
    void refusedWritesAreTriedAgainUntilTheRollbackIsThere(int status) {
        String service = "status-" + status;
        town.service(service, Policies.SLOW);
        town.deploy(service, "v2");
        town.awaitStep(service + "-1", 1);
        town.cluster.fail("update", "VirtualService", 3, status);
        town.cluster.fail("update", "Rollout", 3, status);
        town.alert(service, "v2");
        town.awaitPhase(service + "-1", "RolledBack");
        assertThat(town.weights(service).getOrDefault("v2", 0)).isZero();
    }

    @Test
    void writeWhoseAnswerIsLostIsRepeatedHarmlessly() {
        town.service("lost", Policies.SLOW);
        town.deploy("lost", "v2");
        town.awaitStep("lost-1", 1);
        town.cluster.loseAnswers("update", "VirtualService", 1);
        town.alert("lost", "v2");
        town.awaitPhase("lost-1", "RolledBack");
    }

    @Test
    void outageOfTheClusterIsWaitedOutHoweverLongAndOnlyReadinessFalls() {
        town.service("outage", Policies.SLOW);
        town.deploy("outage", "v2");
        town.awaitStep("outage-1", 1);
        // Given an alert that cannot be followed for longer than the minute after which the Kafka
        // connector, left as it comes, stops reading and asks for a restart
        town.cluster.outage(true);
        String alert = town.alert("outage", "v2");
        await().atMost(Town.PATIENCE.multipliedBy(3))
                .until(() -> triedAgainFor(alert).compareTo(Duration.ofSeconds(62)) > 0);
        // Then readiness says what is away, and nobody asks for a restart
        health("ready", 503)
                .body("checks.data.rollouts", hasItem(containsString("are not being watched")));
        health("live", 200);
        health("started", 200);
        // When the API server is back, then the alert is followed, and so is the next event
        town.cluster.outage(false);
        town.awaitPhase("outage-1", "RolledBack");
        await().atMost(Town.PATIENCE).until(town.artifact::ready);
        town.deploy("outage", "v3");
        town.awaitStep("outage-2", 1);
        await().atMost(Town.PATIENCE).until(() -> Group.lag(town.broker.bootstrapServers()) == 0);
        assertThat(town.artifact.alive()).isTrue();
    }

    private ValidatableResponse health(String what, int status) {
        return RestAssured.get(town.artifact.url() + "/q/health/" + what).then().statusCode(status);
    }

    /** From the first failed attempt at an event to the last, as the log tells. */
    private Duration triedAgainFor(String id) {
        List<Instant> attempts =
                town.artifact.lines().stream()
                        .filter(line -> line.contains("\"eventId\":\"/test " + id + "\""))
                        .filter(line -> line.contains("\"attempt\""))
                        .map(TIMESTAMP::matcher)
                        .filter(Matcher::find)
                        .map(found -> OffsetDateTime.parse(found.group(1)).toInstant())
                        .toList();
        return attempts.isEmpty()
                ? Duration.ZERO
                : Duration.between(attempts.getFirst(), attempts.getLast());
    }

    @Test
    void restartOfTheBrokerIsWaitedOutWithEventsInFlight() {
        // Given ten releases under way, and an alert for another that the API server refuses so far
        List<String> services = IntStream.range(0, 10).mapToObj(i -> "flight-" + i).toList();
        services.forEach(
                s -> town.service(s, Policies.QUICK.replace("5, hold: 200ms", "5, hold: 8s")));
        town.service("broker", Policies.SLOW);
        Instant now = Instant.now();
        town.deploy("broker", "broker", "v2", now);
        town.awaitStep("broker-1", 1);
        services.forEach(s -> town.deploy(s, s, "v2", now));
        services.forEach(s -> town.awaitPhase(s + "-1", "Progressing"));
        town.cluster.fail("update", "Rollout", Integer.MAX_VALUE, 503);
        String alert = town.alert("in-flight", "fired", "broker", "v2", now);
        await().atMost(Town.PATIENCE).until(() -> triedAgainFor(alert).isPositive());
        // When the broker goes away with all of that unacknowledged
        town.broker.stop();
        await().atMost(Town.PATIENCE).until(() -> !town.artifact.ready());
        // Then readiness says so, nobody asks for a restart, and the traffic is taken back at once
        health("ready", 503).body("checks.data.kafka", hasItem(containsString("does not answer")));
        health("live", 200);
        town.cluster.heal();
        await().atMost(Town.PATIENCE)
                .until(() -> town.weights("broker").getOrDefault("v2", 0) == 0);
        // When it is back
        town.broker.restart();
        // Then everything comes to its end, with an outcome for each move
        town.awaitPhase("broker-1", "RolledBack");
        services.forEach(s -> town.awaitPhase(s + "-1", "Succeeded"));
        // and the offsets whose commit was lost with the broker are committed without another
        // record
        await().atMost(Town.PATIENCE).until(() -> Group.lag(town.broker.bootstrapServers()) == 0);
        // and what is sent again changes nothing
        town.deploy("broker", "broker", "v2", now);
        services.forEach(s -> town.deploy(s, s, "v2", now));
        town.alert("in-flight", "fired", "broker", "v2", now);
        await().atMost(Town.PATIENCE).until(() -> Group.lag(town.broker.bootstrapServers()) == 0);
        services.forEach(
                s ->
                        assertThat(town.outcomes(s + "-1"))
                                .contains("1 Pending", "5 Baking", "6 Succeeded")
                                .hasSize(6));
        await().atMost(Town.PATIENCE).until(town.artifact::ready);
        assertThat(town.artifact.alive()).isTrue();
    }

    @Test
    void deploymentPublishedWhileTheBrokerIsAwayIsReleasedAfterItsRestart() throws Exception {
        town.service("later", Policies.QUICK);
        town.broker.stop();
        await().atMost(Town.PATIENCE).until(() -> !town.artifact.ready());
        // Given a sender that waits in its Kafka client: without a broker that forgets the topics,
        // and asks for them, for a minute, before it gives the event up
        FutureTask<String> sent = new FutureTask<>(() -> town.deploy("later", "v2"));
        Thread sender = Thread.ofPlatform().start(sent);
        await().atMost(Town.PATIENCE).until(() -> WAITING.contains(sender.getState()));
        // When the broker is back
        town.broker.restart();
        // Then it takes the event, and the release succeeds
        sent.get(Town.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        town.awaitPhase("later-1", "Succeeded");
        await().atMost(Town.PATIENCE).until(town.artifact::ready);
    }

    @Test
    void poisonOnEveryTopicGoesToTheDeadLettersAndStopsNothing() {
        int before = town.records("tidegate.dead-letters").size();
        List<String> topics = List.of("deployments", "alerts", "timers", "commands");
        for (String topic : topics) {
            for (String rubbish :
                    List.of("not JSON", "[1,2]", "{\"namespace\":\"bookinfo\"}", "")) {
                town.send(
                        new ProducerRecord<>(
                                "tidegate." + topic,
                                Town.NAMESPACE + "/poison",
                                rubbish.getBytes(StandardCharsets.UTF_8)));
            }
            town.publish(
                    topic,
                    "deploy.started",
                    "p-" + topic,
                    "poison",
                    "{\"version\":\"No Label\"}",
                    Instant.now());
        }
        town.service("good", Policies.PAUSING);
        town.deploy("good", "v2");
        town.awaitPhase("good-1", "Paused");
        town.command("good", "promote");
        town.awaitPhase("good-1", "Baking");
        town.alert("good", "v2");
        town.awaitPhase("good-1", "RolledBack");
        await().atMost(Town.PATIENCE)
                .until(() -> town.records("tidegate.dead-letters").size() == before + 20);
        assertThat(town.records("tidegate.dead-letters"))
                .allSatisfy(
                        letter -> {
                            assertThat(Event.header(letter, "tidegate-reason")).isNotBlank();
                            assertThat(Event.header(letter, "tidegate-topic"))
                                    .startsWith("tidegate.");
                        });
    }

    @Test
    void whatIsDeletedWhileLivePausesTheReleaseAndSaysWhatToDo() {
        for (String kind : List.of("VirtualService", "DestinationRule")) {
            String service = "deleted-" + kind.toLowerCase(java.util.Locale.ROOT);
            town.service(service, Policies.SLOW);
            town.deploy(service, "v2");
            town.awaitStep(service + "-1", 1);
            town.cluster.delete(kind, Town.NAMESPACE, service);
            town.awaitPhase(service + "-1", "Paused");
            assertThat(town.status(service + "-1").toString()).contains(kind);
            town.alert(service, "v2");
            town.awaitPhase(service + "-1", "RolledBack");
        }
    }

    @Test
    void deletedPolicyDoesNotBlockTheRollback() {
        town.service("policyless", Policies.SLOW);
        town.deploy("policyless", "v2");
        town.awaitStep("policyless-1", 1);
        town.cluster.delete("RolloutPolicy", Town.NAMESPACE, "policyless");
        // Then somebody is told what works on and what does not
        await().atMost(Town.PATIENCE)
                .until(
                        () ->
                                town.cluster.writes("Event").stream()
                                        .map(event -> event.object().toString())
                                        .anyMatch(
                                                event ->
                                                        event.contains("PolicyDeleted")
                                                                && event.contains("policyless-1")));
        town.alert("policyless", "v2");
        town.awaitPhase("policyless-1", "RolledBack");
    }

    @Test
    void missingRouteHoldsTheReleaseAndNamesWhatIsThere() {
        town.service("noroute", Policies.SLOW);
        town.put(
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: noroute}
                spec: {hosts: [noroute], http: [{name: another, route: [{destination: {host: noroute, subset: v1}}]}]}
                """);
        town.deploy("noroute", "v2");
        await().atMost(Town.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(town.status("noroute-1").toString())
                                        .contains("primary", "another"));
        assertThat(town.phase("noroute-1")).isEqualTo("Pending");
    }

    @Test
    void releaseWaitsForAVirtualServiceThatIsMissing() {
        // Given two services whose policies name VirtualServices that nobody has made
        town.serviceWithoutVirtualService("comes", Policies.QUICK);
        town.serviceWithoutVirtualService("never", Policies.QUICK + "readyTimeout: 2s");
        // When they are deployed, then both wait and say for what
        town.deploy("comes", "v2");
        town.deploy("never", "v2");
        await().atMost(Town.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(town.status("comes-1").toString())
                                        .contains("VirtualService", "comes"));
        assertThat(town.phase("comes-1")).isEqualTo("Pending");
        // and the one goes on when its route is there, and the other fails when its time is over
        town.virtualService("comes");
        town.awaitPhase("comes-1", "Succeeded");
        town.awaitPhase("never-1", "Failed");
        assertThat(town.status("never-1").toString())
                .contains("not ready in time", "VirtualService", "never");
    }
}
