package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.RolloutPlan.OnAlert;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;
import dev.tidegate.core.routing.Routing;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Plans, rollouts and events for the tests of the state machine. */
public final class Scenes {

    public static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    public static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    public static final Version V1 = new Version("v1");
    public static final Version V2 = new Version("v2");
    public static final Version V3 = new Version("v3");
    public static final Duration HOLD = Duration.ofMinutes(2);

    private Scenes() {}

    public static Step step(String percent, Duration hold, boolean pause) {
        return new Step(Weight.ofPercent(new BigDecimal(percent)), hold, pause);
    }

    /** 5 % for two minutes, 25 % until promoted, 100 %; a bake of two minutes. */
    public static RolloutPlan plan(
            OnNewDeploy onNewDeploy, OnDrift onDrift, Unversioned unversioned) {
        Routing routing =
                new Routing(
                        List.of(
                                new Routing.VirtualServiceRef(
                                        "bookinfo",
                                        "reviews",
                                        List.of("primary"),
                                        List.of(),
                                        List.of(),
                                        List.of())),
                        new Routing.Subsets("bookinfo", "reviews", "version", Optional.empty()));
        return new RolloutPlan(
                routing,
                List.of(
                        step("5", HOLD, false),
                        step("25", Duration.ZERO, true),
                        step("100", Duration.ZERO, false)),
                HOLD,
                Duration.ofMinutes(10),
                Duration.ofSeconds(5),
                "{service}-{version}",
                new OnAlert(List.of("critical"), unversioned),
                onNewDeploy,
                onDrift,
                Availability.DEFAULT);
    }

    public static RolloutPlan plan() {
        return plan(OnNewDeploy.SUPERSEDE, OnDrift.REVERT, Unversioned.ROLLBACK);
    }

    /** The same plan with other steps. */
    static RolloutPlan with(RolloutPlan plan, List<Step> steps) {
        return new RolloutPlan(
                plan.routing(),
                steps,
                plan.bake(),
                plan.readyTimeout(),
                plan.propagation(),
                plan.workload(),
                plan.onAlert(),
                plan.onNewDeploy(),
                plan.onDrift(),
                plan.availability());
    }

    public static DeployStarted deploy(String id, Version version, Instant at) {
        return new DeployStarted(id, REVIEWS, at, version);
    }

    public static Rollout pending(RolloutPlan plan) {
        return Rollout.opened(
                new Rollout.Identity("uid-1", "reviews-1", plan, deploy("d1", V2, START)), START);
    }

    public static Rollout moved(Rollout from, RolloutEvent event, Instant now) {
        return switch (RolloutStateMachine.decide(from, event, now)) {
            case Decision.Moved m -> m.next();
            case Decision.Noted n -> throw new AssertionError("only noted: " + n.reason());
            case Decision.Unchanged u -> throw new AssertionError("unchanged: " + u.reason());
        };
    }

    public static Observed observed(Observation observation) {
        return new Observed("seen", REVIEWS, START, observation);
    }

    public static Observed gatesOpen() {
        return observed(
                new Observation.GatesSeen(
                        Optional.of(V1),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        PriorTraffic.NONE));
    }

    /** Closed gates, of which {@code firing} alerts are the reason. */
    static Observation.GatesSeen blocked(String blocker, String... firing) {
        return new Observation.GatesSeen(
                Optional.of(V1),
                List.of(blocker),
                List.of(firing),
                Optional.empty(),
                PriorTraffic.NONE);
    }

    /** Somebody gave the canary all traffic by hand. */
    public static Observed drift() {
        return observed(
                new Observation.RoutesDrifted(
                        "reviews", Distribution.split(V1, V2, Weight.FULL), true));
    }

    public static Rollout preparing(RolloutPlan plan) {
        return moved(pending(plan), gatesOpen(), START);
    }

    public static Rollout due(Rollout rollout) {
        Instant due = ((Phase.Live) rollout.phase()).due().orElseThrow();
        return moved(rollout, timer(rollout, due), due);
    }

    public static Rollout progressing(RolloutPlan plan) {
        return due(preparing(plan));
    }

    public static Rollout paused(RolloutPlan plan) {
        return due(progressing(plan));
    }

    public static Rollout baking(RolloutPlan plan) {
        return moved(paused(plan), command("promoted", Action.PROMOTE), later(5));
    }

    public static Rollout rollingBack(RolloutPlan plan) {
        return moved(progressing(plan), alert("a1", "v2"), later(1));
    }

    public static Rollout succeeded(RolloutPlan plan) {
        return due(baking(plan));
    }

    public static Rollout rolledBack(RolloutPlan plan) {
        Rollout back = rollingBack(plan);
        return moved(
                back, observed(new Observation.RoutesApplied(back.wantedRevision())), later(1));
    }

    /** One rollout in each live phase. */
    public static List<Rollout> live(RolloutPlan plan) {
        return List.of(
                pending(plan),
                preparing(plan),
                progressing(plan),
                paused(plan),
                baking(plan),
                rollingBack(plan));
    }

    public static Instant later(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    public static StepDue timer(Rollout rollout, Instant at) {
        return new StepDue(
                "t" + rollout.revision() + at,
                REVIEWS,
                at,
                rollout.identity().uid(),
                rollout.revision());
    }

    public static AlertFired alert(String id, String version) {
        return alert(id, Optional.of(version), "critical", later(1));
    }

    public static AlertFired alert(
            String id, Optional<String> version, String severity, Instant startsAt) {
        return new AlertFired(
                id,
                REVIEWS,
                startsAt,
                new Alert("ErrorRate", severity, version, "f-" + id, startsAt));
    }

    public static Command command(String id, Action action) {
        return new Command(id, REVIEWS, later(1), action, Optional.empty(), "somebody", "why not");
    }

    public static List<Long> revisions(Rollout rollout) {
        return rollout.history().stream().map(Move::revision).toList();
    }

    public static List<Long> upTo(long revision) {
        return IntStream.rangeClosed(1, (int) revision).mapToObj(Long::valueOf).toList();
    }

    /** Another rollout that stands where this one does, and has replaced {@code stable}. */
    public static Rollout like(Rollout one, Rollout.Identity identity, Version stable) {
        return new Rollout(
                identity,
                one.revision(),
                one.phase(),
                Optional.of(stable),
                one.traffic(),
                one.wantedRevision(),
                one.history(),
                one.handled(),
                one.next(),
                one.routes(),
                one.pods(),
                one.refusals(),
                one.judged());
    }

    /** The same plan that writes no route. */
    public static RolloutPlan dry(RolloutPlan plan) {
        return with(plan, plan.workload(), true, plan.scaleDown());
    }

    /** The same plan that takes the replaced version's pods. */
    public static RolloutPlan scalingDown(RolloutPlan plan, Duration after, int replicas) {
        return with(
                plan, plan.workload(), plan.dryRun(), Optional.of(new ScaleDown(after, replicas)));
    }

    /** The same plan whose Deployments have these names. */
    public static RolloutPlan sharing(RolloutPlan plan, String workload) {
        return with(plan, workload, plan.dryRun(), plan.scaleDown());
    }

    private static RolloutPlan with(
            RolloutPlan plan, String workload, boolean dryRun, Optional<ScaleDown> scaleDown) {
        return new RolloutPlan(
                plan.routing(),
                plan.steps(),
                plan.bake(),
                plan.readyTimeout(),
                plan.propagation(),
                workload,
                plan.onAlert(),
                plan.onNewDeploy(),
                plan.onDrift(),
                plan.availability(),
                dryRun,
                scaleDown,
                plan.analysis());
    }
}
