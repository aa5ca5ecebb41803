package dev.tidegate.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Json;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Cautions;
import dev.tidegate.core.rollout.PodScenes;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Scenes;
import dev.tidegate.messages.Collection;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a broken policy says, read from a file and by the controller; and what conditions say. */
class PolicyMessagesTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String ROUTE =
            "route: {virtualServices: [{name: reviews}], destinationRule: reviews}";
    private static final String STEPS = "steps: [{weight: 5, hold: 1m}]";

    /** Each line is a spec's fields, in YAML. */
    private static final String SPECS =
            """
            {}
            {ROUTE}
            {STEPS}
            {ROUTE, steps: []}
            {ROUTE, steps: {weight: 5}}
            {ROUTE, steps: many}
            {ROUTE, steps: [5]}
            {ROUTE, steps: [{weight: many}]}
            {ROUTE, steps: [{weight: [5]}]}
            {ROUTE, steps: [{weight: 0}]}
            {ROUTE, steps: [{weight: 101}]}
            {ROUTE, steps: [{hold: 5m}]}
            {ROUTE, steps: [{weight: 5, hold: 5}]}
            {ROUTE, steps: [{weight: 5, hold: PT5M}]}
            {ROUTE, steps: [{weight: 5, hold: -2m}]}
            {ROUTE, steps: [{weight: 50}, {weight: 5}]}
            {ROUTE, STEPS, ramp: {linear: {from: 5, by: 10, hold: 1m}}}
            {ROUTE, ramp: {}}
            {ROUTE, ramp: {linear: {from: 5, hold: 1m}}}
            {ROUTE, ramp: {linear: {from: 5, by: 0.01, hold: 1m}}}
            {ROUTE, ramp: {exponential: {from: 5, factor: 1, hold: 1m}}}
            {ROUTE, ramp: {stepped: {from: 5, hold: 1m}}}
            {ROUTE, ramp: {stepped: {from: 5, count: 2.5, hold: 1m}}}
            {ROUTE, ramp: {custom: []}}
            {ROUTE, STEPS, bake: soon}
            {ROUTE, STEPS, bake: [1m]}
            {ROUTE, STEPS, readyTimeout: {}}
            {ROUTE, STEPS, onNewDeploy: never}
            {ROUTE, STEPS, onDrift: Revert}
            {ROUTE, STEPS, onAlert: rollback}
            {ROUTE, STEPS, onAlert: {severity: critical}}
            {ROUTE, STEPS, onAlert: {severity: []}}
            {ROUTE, STEPS, onAlert: {unversioned: maybe}}
            {ROUTE, STEPS, alertMemory: 0s}
            {ROUTE, STEPS, pods: {minAvailable: 101%}}
            {ROUTE, STEPS, pods: {noneFor: ever}}
            {ROUTE, STEPS, loadBalancer: leastRequest}
            {ROUTE, STEPS, loadBalancer: {simple: fastest}}
            {ROUTE, STEPS, loadBalancer: {simple: random, consistentHash: {useSourceIp: true}}}
            {ROUTE, STEPS, loadBalancer: {}}
            {ROUTE, STEPS, loadBalancer: {simple: roundRobin, warmup: {duration: 0s}}}
            {ROUTE, STEPS, propagation: forever}
            {STEPS, route: {virtualServices: [{name: reviews}], host: "reviews-{version}", destinationRule: reviews}}
            {STEPS, route: reviews}
            {STEPS, route: {virtualServices: reviews, destinationRule: reviews}}
            {STEPS, route: {virtualServices: [{}], destinationRule: reviews}}
            {STEPS, route: {virtualServices: [{name: reviews}]}}
            {STEPS, route: {virtualServices: [{name: reviews}], host: reviews}}
            {STEPS, route: {virtualServices: [{name: reviews, tcp: [9000]}], destinationRule: reviews}}
            {STEPS, route: {virtualServices: [{name: reviews, tls: [{}]}], destinationRule: reviews}}
            """;

    private static String fromFile(String spec) {
        try {
            RolloutPlan plan =
                    PolicyDocument.parse(
                                    "{kind: RolloutPolicy, metadata: {name: reviews}, spec: %s}"
                                            .formatted(spec))
                            .plan();
            return String.join("\n", Cautions.of(plan));
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static KnownPolicy inCluster(String spec) throws IOException {
        JsonNode read =
                YAML.readTree(
                        "{kind: RolloutPolicy, metadata: {name: reviews, namespace: default}, spec: %s}"
                                .formatted(spec));
        return KnownPolicy.of(new ApiObject(Json.tree(read)));
    }

    @Test
    void everyBrokenPolicySaysFieldValueAndWhatWouldBeRight() throws IOException {
        Collection collected = new Collection();
        List<String> otherwise = new ArrayList<>();
        for (String line : SPECS.lines().toList()) {
            String spec = line.replace("ROUTE", ROUTE).replace("STEPS", STEPS);
            collected.add(line, fromFile(spec));
            KnownPolicy policy = inCluster(spec);
            String why = policy.why().isEmpty() ? fromFile(spec) : policy.why();
            if (!why.equals(fromFile(spec))) {
                otherwise.add(line);
                collected.add("the same, in the cluster", why);
            }
        }
        collected.add("a field that is none, in a file", fromFile("{stages: []}"));
        collected.add("a field that stands twice", fromFile("{bake: 1m, bake: 2m}"));
        collected.add("no YAML", fromFile("{bake: [}"));
        collected.check("policies");
        assertThat(otherwise).as("said otherwise by the controller").isEmpty();
    }

    @Test
    void conditionsOfEveryPhaseAreForPeople() throws IOException {
        Collection collected = new Collection();
        List<Rollout> all = new ArrayList<>(Scenes.live(Scenes.plan()));
        all.add(Scenes.succeeded(Scenes.plan()));
        all.add(Scenes.rolledBack(Scenes.plan()));
        Rollout progressing = Scenes.progressing(Scenes.plan());
        RolloutEvent newer = Scenes.deploy("newer", Scenes.V3, Scenes.later(3));
        all.add(Scenes.moved(progressing, newer, Scenes.later(3)));
        all.add(Scenes.due(Scenes.pending(Scenes.plan())));
        all.add(PodScenes.after(progressing, PodScenes.dueWith(progressing, PodScenes.pods(0, 1))));
        all.add(progressing.withProblem(Optional.of("(what the API server or the planner says)")));
        for (Rollout rollout : all) {
            Conditions.of(rollout, 1)
                    .forEach(
                            c ->
                                    collected.add(
                                            "%s, %s"
                                                    .formatted(
                                                            rollout.phase().title(), c.getType()),
                                            "%s %s %s %s"
                                                    .formatted(
                                                            c.getStatus(),
                                                            c.getReason(),
                                                            c.getLastTransitionTime(),
                                                            c.getMessage())));
        }
        for (String spec :
                List.of("{ROUTE, STEPS, bake: 1m}", "{ROUTE, steps: [{weight: 5}]}", "{}")) {
            KnownPolicy policy = inCluster(spec.replace("ROUTE", ROUTE).replace("STEPS", STEPS));
            RolloutPolicyStatus judged =
                    Conditions.judged(policy, RolloutPolicyStatus.NONE, Scenes.START.plusNanos(1));
            collected.add(
                    "policy " + spec,
                    Objects.requireNonNull(judged.conditions()).stream()
                            .map(c -> c.getStatus() + " " + c.getMessage())
                            .collect(Collectors.joining()));
        }
        collected.check("conditions");
    }
}
