package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.sandbox.Group;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Ten thousand events, most of them of no use, and forty releases that are moved by the others. */
class MixedTrafficIT extends InTown {

    private static final int EVENTS = 10_000;
    private static final int WAVES = 4;
    private static final List<String> TOPICS =
            List.of("deployments", "alerts", "timers", "commands");

    private static final List<String> RUBBISH =
            List.of(
                    "not JSON",
                    "[1,2]",
                    "{\"namespace\":\"bookinfo\"}",
                    "{\"specversion\":\"1.0\",\"id\":\"x\",\"sou");

    private final Random random = new Random(20260131);
    private final List<String> strangers = new ArrayList<>();
    private int rubbish;

    @Test
    void tenThousandEventsAreAllHandledAndEachReleaseEndsAsItsOwnSay() {
        // Given forty services: ten whose releases end well, ten that an alert rolls back, ten that
        // are promoted, and ten that are aborted
        List<String> good = services("good", Policies.QUICK);
        List<String> hurt = services("hurt", Policies.SLOW);
        List<String> promoted = services("promoted", Policies.PAUSING);
        List<String> aborted = services("aborted", Policies.SLOW);
        // When they are deployed among rubbish
        wave(
                List.of(good, hurt, promoted, aborted).stream()
                        .flatMap(List::stream)
                        .map(s -> deployment("deploy-" + s, s))
                        .toList());
        hurt.forEach(s -> town.awaitStep(s + "-1", 1));
        aborted.forEach(s -> town.awaitStep(s + "-1", 1));
        promoted.forEach(s -> town.awaitPhase(s + "-1", "Paused"));
        // and each gets its alert or command, twice, and timers that have nothing to do
        List<ProducerRecord<String, byte[]>> moves = new ArrayList<>();
        hurt.forEach(s -> moves.add(alert(s)));
        promoted.forEach(s -> moves.add(command(s, "promote")));
        promoted.forEach(s -> moves.add(timer(s)));
        aborted.forEach(s -> moves.add(command(s, "abort")));
        moves.addAll(List.copyOf(moves));
        wave(moves);
        // and once more when they have moved, all of it late
        good.forEach(s -> town.awaitPhase(s + "-1", "Succeeded"));
        hurt.forEach(s -> town.awaitPhase(s + "-1", "RolledBack"));
        aborted.forEach(s -> town.awaitPhase(s + "-1", "RolledBack"));
        promoted.forEach(s -> town.awaitPhase(s + "-1", "Baking"));
        wave(moves);
        wave(good.stream().map(s -> deployment("deploy-" + s, s)).toList());
        // Then all are committed, and each has left the trace that it should
        await().atMost(Town.PATIENCE.multipliedBy(3))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Group.lag(town.broker.bootstrapServers()) == 0);
        assertThat(refused()).containsAll(strangers);
        assertThat(buried()).hasSize(rubbish);
        var outcomes = Topic.outcomes(town.broker.bootstrapServers());
        good.forEach(s -> assertMoves(s, 6, "Succeeded", outcomes));
        hurt.forEach(s -> assertMoves(s, 5, "RolledBack", outcomes));
        aborted.forEach(s -> assertMoves(s, 5, "RolledBack", outcomes));
        promoted.forEach(s -> assertMoves(s, 4, "Baking", outcomes));
    }

    private List<String> services(String name, String policy) {
        List<String> services = IntStream.range(0, 10).mapToObj(i -> name + "-" + i).toList();
        services.forEach(s -> town.service(s, policy));
        return services;
    }

    /** Sends a fourth of all the events: these, each somewhere among the rest. */
    private void wave(List<ProducerRecord<String, byte[]>> wanted) {
        List<ProducerRecord<String, byte[]>> all = new ArrayList<>();
        for (int i = wanted.size(); i < EVENTS / WAVES; i++) {
            all.add(random.nextInt(3) == 0 ? rubbish() : stranger());
        }
        wanted.forEach(event -> all.add(random.nextInt(all.size() + 1), event));
        all.forEach(town::sendLater);
        town.flush();
    }

    /** Nobody can read it; keyed like those that are good, so that it stands in their way. */
    private ProducerRecord<String, byte[]> rubbish() {
        rubbish++;
        String topic = "tidegate." + TOPICS.get(random.nextInt(TOPICS.size()));
        String key = Town.NAMESPACE + "/good-" + random.nextInt(10);
        String body = RUBBISH.get(random.nextInt(RUBBISH.size()));
        return new ProducerRecord<>(topic, key, body.getBytes(UTF_8));
    }

    /** A deployment of a service that nobody has made a policy for. */
    private ProducerRecord<String, byte[]> stranger() {
        String id = "stranger-" + strangers.size();
        strangers.add("refused//test " + id);
        return deployment(id, "nobody-" + random.nextInt(200));
    }

    private ProducerRecord<String, byte[]> deployment(String id, String service) {
        return event("deployments", "deploy.started", id, service, "\"version\":\"v2\"");
    }

    private ProducerRecord<String, byte[]> alert(String service) {
        String data =
                """
                "version":"v2","alert":"ErrorRate","severity":"critical","fingerprint":"f","startsAt":"%s"\
                """
                        .formatted(Instant.now());
        return event("alerts", "alert.fired", "alert-" + service, service, data);
    }

    private ProducerRecord<String, byte[]> command(String service, String command) {
        String data = "\"command\":\"%s\",\"actor\":\"somebody\"".formatted(command);
        return event("commands", "command", command + "-" + service, service, data);
    }

    /** Of the revision at which the release pauses, which waits for no timer. */
    private ProducerRecord<String, byte[]> timer(String service) {
        String uid =
                town.cluster
                        .get("Rollout", Town.NAMESPACE, service + "-1")
                        .orElseThrow()
                        .at("/metadata/uid")
                        .asText();
        String data = "\"rollout\":\"%s-1\",\"uid\":\"%s\",\"revision\":3".formatted(service, uid);
        return event("timers", "step.due", "timer-" + service, service, data);
    }

    private ProducerRecord<String, byte[]> event(
            String topic, String type, String id, String service, String data) {
        String all =
                "{\"namespace\":\"%s\",\"service\":\"%s\",%s}"
                        .formatted(Town.NAMESPACE, service, data);
        return Event.of(topic, type, id, service, all, Instant.now());
    }

    private Set<String> refused() {
        return town.records("tidegate.rollouts").stream()
                .map(outcome -> Event.header(outcome, "ce_id"))
                .collect(Collectors.toSet());
    }

    /** Where each dead letter came from; one that was buried twice counts once. */
    private Set<String> buried() {
        return town.records("tidegate.dead-letters").stream()
                .map(
                        letter ->
                                String.join(
                                        "/",
                                        Event.header(letter, "tidegate-topic"),
                                        Event.header(letter, "tidegate-partition"),
                                        Event.header(letter, "tidegate-offset")))
                .collect(Collectors.toSet());
    }

    /** As many revisions, the last of them of this phase, each with its outcome; nothing else. */
    private void assertMoves(
            String service, int revisions, String last, Map<String, List<String>> outcomes) {
        String rollout = service + "-1";
        assertThat(town.phase(rollout)).isEqualTo(last);
        assertThat(town.status(rollout).path("revision").asInt()).isEqualTo(revisions);
        assertThat(outcomes.get(rollout)).hasSize(revisions).endsWith(revisions + " " + last);
        assertThat(town.cluster.get("Rollout", Town.NAMESPACE, service + "-2")).isEmpty();
    }
}
