package dev.tidegate.core.service;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.rollout.Availability;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.PodScenes;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.service.ServiceDecision.OnRollout;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Pods that were taken from a version come back before it is released, or rolled back to. */
class NeededPodsTest {

    private static final RolloutPlan PLAN = scalingDown(plan(), Duration.ofMinutes(30), 0);
    private static final Instant NOW = later(300);

    /** v2 has succeeded, and v1's three pods were taken then. */
    private final Rollout ended =
            Scalings.with(
                    succeeded(PLAN),
                    V1,
                    Scaling.wanted("reviews-v1", 3, 0, later(200), "not needed").done());

    private static Rollout pending(RolloutPlan plan) {
        return Rollout.opened(
                new Rollout.Identity("uid-2", "reviews-2", plan, deploy("d2", V1, NOW)), NOW);
    }

    private KnownService service(Rollout... newer) {
        KnownService service = new KnownService();
        service.rollouts = Stream.concat(Arrays.stream(newer), Stream.of(ended)).toList();
        service.carrying = Optional.of(V2);
        service.problems = List.of("closed");
        service.pods = scaledToZero();
        return service;
    }

    private static Pods scaledToZero() {
        return new Pods.Seen(
                "Deployment bookinfo/reviews-v1", 0, 0, 0, Optional.of("scaled to 0"), List.of());
    }

    private static Optional<Scaling> given(ServiceDecision decision) {
        return decision instanceof OnRollout decided
                        && decided.decision() instanceof Decision.Noted noted
                ? Scalings.of(noted.next(), V1)
                : Optional.empty();
    }

    @Test
    void releaseOfAVersionThatWasScaledDownGivesItItsPodsBackBeforeItLooksForThem() {
        KnownService service = service(pending(plan()));
        assertThat(given(ServiceStateMachine.next(service, deploy("d2", V1, NOW), NOW)))
                .contains(
                        Scaling.wanted(
                                "reviews-v1", 0, 3, NOW, "v1 gets its pods back for reviews-2"));
    }

    @Test
    void theyAreGivenOnce() {
        Rollout given =
                Scalings.with(
                        pending(plan()),
                        V1,
                        Scaling.wanted("reviews-v1", 0, 3, NOW, "needed again").done());
        ServiceDecision next = ServiceStateMachine.next(service(given), deploy("d2", V1, NOW), NOW);
        assertThat(((OnRollout) next).decision().reason()).startsWith("waiting: closed");
    }

    @Test
    void versionWhosePodsNobodyTookIsWaitedForAsBefore() {
        KnownService service =
                service(
                        Rollout.opened(
                                new Rollout.Identity(
                                        "uid-2", "reviews-2", plan(), deploy("d2", V3, NOW)),
                                NOW));
        ServiceDecision next = ServiceStateMachine.next(service, deploy("d2", V3, NOW), NOW);
        assertThat(((OnRollout) next).decision().reason()).startsWith("waiting: closed");
    }

    @Test
    void freezeHoldsThemAndNoWayBack() {
        KnownService service = service(pending(plan()));
        service.frozen = Optional.of("all is frozen");
        assertThat(given(ServiceStateMachine.next(service, deploy("d2", V1, NOW), NOW))).isEmpty();
        Rollout back =
                Rollout.opened(
                        new Rollout.Identity(
                                "uid-2", "reviews-2", plan(), deploy("d2", V1, NOW).leaving(V2)),
                        NOW);
        service.rollouts = List.of(back, ended);
        assertThat(given(ServiceStateMachine.next(service, deploy("d2", V1, NOW), NOW)))
                .isPresent();
    }

    @Test
    void lateAlertRollsBackFirstAndGivesThePodsBackThen() {
        // Given a release whose old version was scaled down, and that a late alert opened again
        Rollout reopened = moved(ended, alert("late", "v2"), later(5));
        assertThat(reopened.reachesCanary()).isFalse();
        KnownService service = new KnownService();
        service.rollouts = List.of(reopened);
        // When the routes were made, Then the pods come back
        assertThat(given(ServiceStateMachine.next(service, alert("late", "v2"), NOW)))
                .contains(
                        Scaling.wanted(
                                "reviews-v1", 0, 3, NOW, "v1 gets its pods back for reviews-1"));
    }

    @Test
    void goingBackIsNotRefusedForPodsThatWereTaken() {
        Command back = command("r", Action.ROLLBACK).to(Optional.of(V1));
        KnownService service = service().justRead();
        service.problems = List.of();
        assertThat(ServiceStateMachine.decide(service, back, NOW))
                .isInstanceOf(ServiceDecision.Follow.class);
        // but for what somebody else did to them
        service.pods = PodScenes.pods(0, 5);
        assertThat(ServiceStateMachine.decide(service, back, NOW))
                .isInstanceOf(ServiceDecision.Refuse.class);
    }

    @Test
    void canaryOfAnyPhaseGetsThemBack() {
        Rollout progressing = moved(pending(plan()), gatesOpenOn(V2), NOW);
        KnownService service = service(progressing);
        assertThat(given(ServiceStateMachine.next(service, deploy("d2", V1, NOW), NOW)))
                .isPresent();
    }

    private static RolloutEvent gatesOpenOn(Version stable) {
        return observed(
                new Observation.GatesSeen(
                        Optional.of(stable),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        PriorTraffic.NONE));
    }

    @Test
    void whatWasLeftToSomebodyElseIsNotGivenAgain() {
        Scaling back = Scaling.wanted("reviews-v1", 0, 3, NOW, "needed again");
        Rollout left = Scalings.with(pending(plan()), V1, back.left("somebody has scaled it"));
        ServiceDecision next = ServiceStateMachine.next(service(left), deploy("d2", V1, NOW), NOW);
        assertThat(((OnRollout) next).decision().reason()).startsWith("waiting: closed");
    }

    @Test
    void podsThatAreLeftAreTooFewUntilTheOthersAreWantedAgain() {
        Scaling back = Scaling.wanted("reviews-v1", 1, 10, NOW, "needed again");
        Rollout open = Scalings.with(pending(plan()), V1, back);
        Rollout given = Scalings.with(pending(plan()), V1, back.done());
        Pods.Seen few = PodScenes.pods(1, 1);
        Instant later = NOW.plus(Scaling.UNDER_WAY);
        String why =
                "Deployment bookinfo/reviews-v2 gets its pods back: it wants 1, and is to want 10";
        assertThat(lacking(open, few, later)).contains(why);
        assertThat(lacking(given, few, later.minusMillis(1))).contains(why);
        // whoever scales it to that number then has decided so
        assertThat(lacking(given, few, later)).isEmpty();
        Pods wanted = PodScenes.pods(1, 10);
        assertThat(Scalings.awaited(given, wanted, NOW)).isEqualTo(wanted);
        Rollout left = Scalings.with(pending(plan()), V1, back.left("somebody has scaled it"));
        assertThat(lacking(left, few, NOW)).isEmpty();
    }

    private static Optional<String> lacking(Rollout rollout, Pods pods, Instant now) {
        return Availability.DEFAULT.lacking(Scalings.awaited(rollout, pods, now));
    }

    @Test
    void versionWhoseReleaseWentBackNeedsThemNoLonger() {
        Scaling back = Scaling.wanted("reviews-v1", 0, 3, NOW, "needed again");
        Rollout waiting = pending(plan());
        Instant deadline = waiting.phase().due().orElseThrow();
        Rollout failed =
                Scalings.with(moved(waiting, timer(waiting, deadline), deadline), V1, back);
        ServiceDecision next = ServiceStateMachine.next(service(failed), rollback(), NOW);
        assertThat(given(next).map(Scaling::cause)).contains("reviews-2 needs it no longer");
    }

    private static Command rollback() {
        return command("r", Action.ROLLBACK);
    }
}
