package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.rollouts.KubernetesRolloutStore;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.controller.StepTimers;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.RolloutStateMachine;
import dev.tidegate.core.route.Annotations;
import dev.tidegate.simulation.api.ApiServer;
import dev.tidegate.simulation.api.SimCluster;
import dev.tidegate.simulation.api.Weather;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.kernel.Kernel;
import dev.tidegate.simulation.kernel.Life;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A history that a test writes in place of the product, and the judge of it. */
abstract class JudgeScene {

    static final String PROCESS = "tide-a";
    static final String OTHER = "tide-b";

    final Kernel kernel = new Kernel(Choices.seeded(0));
    final ApiServer server = new ApiServer(kernel);
    final SimService service;
    final Facts facts;
    final Judge judge;
    private final Map<String, KubernetesRolloutStore> stores = new HashMap<>();

    /** Who does what the product does. */
    String by = PROCESS;

    JudgeScene() {
        this("bookinfo", PROCESS);
    }

    /** {@code routesIn} is the namespace of the VirtualService. */
    JudgeScene(String routesIn, String... processes) {
        this(List.of(new SimService(REVIEWS, true, routesIn, false, false, Map.of())), processes);
    }

    /** Of these services, the first of which has the releases. */
    JudgeScene(List<SimService> services, String... processes) {
        service = services.getFirst();
        facts = new Facts(kernel, server, services, Set.of(processes));
        judge = new Judge(facts);
        server.listen(judge::changed);
        services.forEach(
                each ->
                        each.objects()
                                .forEach(
                                        o ->
                                                server.create(
                                                        "people",
                                                        Trees.text(o.tree(), "kind"),
                                                        o)));
        for (String process : processes) {
            Life life = kernel.begin(process, () -> 0, _ -> {});
            stores.put(
                    process,
                    new KubernetesRolloutStore(
                            new SimCluster(kernel, life, server, new Weather(kernel), _ -> {}),
                            new Scheduler(life.clock(), life.timers(), life.executor())));
        }
    }

    private KubernetesRolloutStore store() {
        return Objects.requireNonNull(stores.get(by));
    }

    /** A release of v2 is opened. */
    Stored opened(String deployment, int number) {
        return opened(deploy(deployment, V2, now()), number, plan());
    }

    Stored opened(DeployStarted deployment, int number, RolloutPlan plan) {
        return done(store().create(deployment, number, plan));
    }

    Stored committed(Stored before, Rollout next) {
        return done(store().commit(before, next, 0));
    }

    /** The event moves it, and that is committed. */
    Stored moved(Stored before, RolloutEvent event, Instant at) {
        return committed(
                before, dev.tidegate.core.rollout.Scenes.moved(before.rollout(), event, at));
    }

    /** It is taken note of, and no move. */
    Stored noted(Stored before, Observation seen) {
        Decision decision = RolloutStateMachine.decide(before.rollout(), observed(seen), now());
        return committed(before, ((Decision.Noted) decision).next());
    }

    /** Its timer comes now; where that is too early, its time has come by the timer's own word. */
    Stored due(Stored before) {
        Instant due = ((Phase.Live) before.rollout().phase()).due().orElseThrow();
        Instant at = due.isAfter(now()) ? due : now();
        return moved(before, StepTimers.event(before.rollout(), at), at);
    }

    /** Somebody says so now. */
    Command command(String id, Action action) {
        return new Command(id, REVIEWS, now(), action, Optional.empty(), "somebody", "");
    }

    /** A release whose canary has its first weight, in a history without fault. */
    Stored progressing() {
        Stored preparing = moved(opened("d1", 1), gatesOpen(), now());
        rule(preparing, List.of("v1", "v2"));
        pass(SimService.PROPAGATION);
        Stored progressing = due(preparing);
        routes(progressing.rollout(), Map.of("v1", 95, "v2", 5));
        assertThat(judge.found()).isEmpty();
        return progressing;
    }

    /** Its rollback, in a history without fault. */
    Stored rolledBack(Stored progressing) {
        Stored back = moved(progressing, alert("a1", "v2"), now());
        routes(back.rollout(), Map.of("v1", 100, "v2", 0));
        return moved(
                back,
                observed(new Observation.RoutesApplied(back.rollout().wantedRevision())),
                now());
    }

    Instant now() {
        return kernel.now();
    }

    /** Time goes on. */
    void pass(Duration time) {
        long until = kernel.micros() + time.toMillis() * 1_000;
        kernel.later(time, () -> {});
        while (kernel.micros() < until) {
            assertThat(kernel.step()).isTrue();
        }
    }

    /** The product writes the weights, for this rollout. */
    void routes(Rollout writer, Map<String, Integer> weights) {
        write(
                "VirtualService",
                service.routesIn(),
                tree -> {
                    List<Object> route = new ArrayList<>();
                    weights.forEach(
                            (version, weight) ->
                                    route.add(
                                            Trees.map(
                                                    "destination",
                                                    Trees.map(
                                                            "host",
                                                            service.host(version),
                                                            "subset",
                                                            version),
                                                    "weight",
                                                    weight)));
                    RouteView.primary(new ApiObject(tree)).put("route", route);
                    return stamped(tree, writer);
                });
    }

    /** The product writes the subsets, for this rollout. */
    void rule(Stored writer, List<String> subsets) {
        write(
                "DestinationRule",
                REVIEWS.namespace(),
                tree -> {
                    Trees.at(tree, "spec")
                            .put(
                                    "subsets",
                                    subsets.stream()
                                            .map(
                                                    s ->
                                                            Trees.map(
                                                                    "name",
                                                                    s,
                                                                    "labels",
                                                                    Trees.map("version", s)))
                                            .toList());
                    Annotations.put(tree, "tidegate.dev/added-subsets", "v2");
                    return stamped(tree, writer.rollout());
                });
    }

    private static Map<String, Object> stamped(Map<String, Object> tree, Rollout writer) {
        Annotations.put(tree, Annotations.ROLLOUT, writer.identity().name());
        Annotations.put(tree, Annotations.REVISION, "" + writer.wantedRevision());
        Annotations.put(tree, Annotations.UID, writer.identity().uid());
        return tree;
    }

    /** The product writes something of the service's. */
    void write(String kind, String namespace, UnaryOperator<Map<String, Object>> edit) {
        ApiObject before = server.get(kind, namespace, REVIEWS.name()).orElseThrow();
        Map<String, Object> tree = edit.apply(Trees.copy(before.tree()));
        done(server.update(by, kind, new ApiObject(tree)));
    }

    /** Everything of the rollouts is told. */
    void tellAll() {
        for (Rollout rollout : facts.rollouts()) {
            rollout.history()
                    .forEach(m -> judge.told(rollout.identity().uid() + "/" + m.revision(), m));
        }
    }

    void assertBroken(Invariant invariant) {
        assertThat(judge.found()).get().extracting(Violation::invariant).isEqualTo(invariant);
    }

    void assertKept() {
        assertThat(judge.found()).isEmpty();
    }

    static <T> T done(Result<T> result) {
        return ((Result.Done<T>) result).value();
    }
}
