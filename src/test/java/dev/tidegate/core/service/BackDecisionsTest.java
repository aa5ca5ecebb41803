package dev.tidegate.core.service;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PodScenes;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.ServiceDecision.Follow;
import dev.tidegate.core.service.ServiceDecision.NotYet;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.service.ServiceDecision.Open;
import dev.tidegate.core.service.ServiceDecision.ReadAnew;
import dev.tidegate.core.service.ServiceDecision.Refuse;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** To which version the command rollback leads, and when it is refused. */
class BackDecisionsTest {

    private static final Version V0 = new Version("v0");

    private static Command rollback() {
        return command("r", Action.ROLLBACK);
    }

    private static Command rollback(Version to) {
        return rollback().to(Optional.of(to));
    }

    private static ServiceDecision decide(KnownService service, RolloutEvent event) {
        return ServiceStateMachine.decide(service, event, later(20));
    }

    private static String refusal(KnownService service, Command command) {
        return ((Refuse) decide(service, command)).reason();
    }

    /** v2 has succeeded, v1 was stable before. */
    private static KnownService succeededWithPods() {
        KnownService service = KnownService.of(succeeded(plan())).justRead();
        service.carrying = Optional.of(V2);
        return service;
    }

    @Test
    void afterSuccessItLeadsStraightToTheVersionBeforeOnceNoLateAlertCanOpenThatAgain() {
        Follow follow = (Follow) decide(succeededWithPods(), rollback());
        assertThat(follow.ended().identity().name()).isEqualTo("reviews-1");
        assertThat(follow.next().version()).isEqualTo(V1);
        assertThat(follow.next().leaves()).contains(V2);
        assertThat(follow.next().id()).isEqualTo("r");
        assertThat(follow.next().cause()).isEqualTo("rollback to v1 by somebody: why not");
        // and what follows is opened without steps
        KnownService followed = KnownService.of(follow.ended().followedBy(follow.next()));
        followed.carrying = Optional.of(V2);
        Open open = (Open) ServiceStateMachine.next(followed, rollback(), later(20));
        assertThat(open.plan().steps())
                .singleElement()
                .isEqualTo(step("100", Duration.ZERO, false));
        assertThat(open.deploy().initiator()).isPresent();
    }

    @Test
    void whatIsInItsWayWhenItsTurnComesIsTold() {
        Follow follow = (Follow) decide(succeededWithPods(), rollback());
        KnownService followed = KnownService.of(follow.ended().followedBy(follow.next()));
        followed.carrying = Optional.of(V2);
        followed.pods = PodScenes.pods(0, 1);
        ServiceDecision.Unfollow unfollow =
                (ServiceDecision.Unfollow)
                        ServiceStateMachine.next(followed, rollback(), later(20));
        assertThat(unfollow.refused().orElseThrow().reason())
                .startsWith("v1 cannot take the traffic now: ");
    }

    @Test
    void nothingIsRefusedThatWasNotReadAnew() {
        KnownService stale = succeededWithPods();
        stale.fresh = false;
        assertThat(decide(stale, rollback())).isInstanceOf(ReadAnew.class);
    }

    @Test
    void withoutPodsItIsRefusedWithTheReason() {
        KnownService service = succeededWithPods();
        service.pods = PodScenes.pods(0, 1);
        assertThat(refusal(service, rollback()))
                .startsWith("v1 cannot take the traffic now: ")
                .contains("0 of 1 pods")
                .endsWith("; give the command again when that is over");
    }

    @Test
    void alertOnTheVersionRefusesItAndOneOnAnotherOrOnNoneDoesNot() {
        KnownService service = succeededWithPods();
        service.firingAtTheGates = List.of(alert("a", "v1").alert());
        assertThat(refusal(service, rollback())).contains("alert ErrorRate (critical)", "f-a");
        service.firingAtTheGates =
                List.of(
                        alert("b", "v2").alert(),
                        alert("c", Optional.empty(), "critical", later(1)).alert(),
                        alert("d", Optional.of("v1"), "warning", later(1)).alert());
        assertThat(decide(service, rollback())).isInstanceOf(Follow.class);
    }

    @Test
    void routesThatCannotBeMovedRefuseIt() {
        KnownService service = succeededWithPods();
        service.problems = List.of("VirtualService bookinfo/reviews is missing");
        assertThat(refusal(service, rollback())).contains("VirtualService bookinfo/reviews");
    }

    @Test
    void versionsThatMeetEachOthersPodsDoNotAsThatWasSoBefore() {
        KnownService service = succeededWithPods();
        service.problems = List.of("subset \"v1\" selects every pod");
        service.prior = new PriorTraffic(List.of(), service.problems);
        assertThat(decide(service, rollback())).isInstanceOf(Follow.class);
    }

    @Test
    void versionThatWasNeverStableIsReleasedByStepsOnly() {
        assertThat(refusal(succeededWithPods(), rollback(V3)))
                .isEqualTo(
                        "version: v3 was not stable in any release that is kept of"
                                + " bookinfo/reviews; use one of [v1, v2], or deploy it");
    }

    @Test
    void afterARollbackOnlyANamedVersionLeadsFurtherBack() {
        // an alert may have been faster than the person
        KnownService service = KnownService.of(rolledBack(plan())).justRead();
        service.policy = new PolicyLookup.Found(plan(), Optional.of(V0), List.of());
        assertThat(refusal(service, rollback()))
                .isEqualTo(
                        "version: v1 carries the traffic already; --to VERSION goes to another"
                                + " one");
        Open open = (Open) decide(service, rollback(V0));
        assertThat(open.deploy().version()).isEqualTo(V0);
        assertThat(open.deploy().leaves()).contains(V1);
    }

    @Test
    void secondRollbackDoesNotLeadToWhatTheFirstLeft() {
        Rollout back = wentBack();
        KnownService service = KnownService.of(back, succeeded(plan())).justRead();
        assertThat(refusal(service, rollback()))
                .isEqualTo(
                        "reviews-2 has gone back to v1 already; --to VERSION goes to another one");
        assertThat(decide(service, rollback(V2))).isInstanceOf(Follow.class);
    }

    @Test
    void commandThatIsOlderThanTheLastReleaseIsRefused() {
        KnownService service = succeededWithPods();
        Command early =
                new Command(
                        "r",
                        REVIEWS,
                        START.minusSeconds(1),
                        Action.ROLLBACK,
                        Optional.empty(),
                        "somebody",
                        "");
        assertThat(refusal(service, early)).contains("was meant for an earlier release");
        assertThat(refusal(service, early.to(Optional.of(V1))))
                .contains("was meant for an earlier release");
    }

    @Test
    void releaseThatMovedNothingSinceDoesNotLeadOnFromAWayBack() {
        Rollout nothing = moved(pending(plan()), command("no", Action.ABORT), later(1));
        KnownService service = KnownService.of(nothing, wentBack(), succeeded(plan())).justRead();
        assertThat(refusal(service, rollback()))
                .isEqualTo(
                        "reviews-2 has gone back to v1 already; --to VERSION goes to another one");
        Command named =
                new Command(
                        "r",
                        REVIEWS,
                        later(20),
                        Action.ROLLBACK,
                        Optional.of("reviews-1"),
                        "somebody",
                        "");
        assertThat(refusal(service, named)).startsWith("reviews-2 has gone back to v1 already");
    }

    @Test
    void retryOfAWayBackIsRefusedAndRollbackIsNamed() {
        KnownService service = KnownService.of(wentBack(), succeeded(plan())).justRead();
        assertThat(refusal(service, command("again", Action.RETRY)))
                .startsWith("reviews-2 went back to v1; rollback goes there again");
    }

    @Test
    void commandForAnotherRolloutIsRefused() {
        Command other =
                new Command(
                        "r",
                        REVIEWS,
                        later(1),
                        Action.ROLLBACK,
                        Optional.of("reviews-9"),
                        "somebody",
                        "");
        assertThat(refusal(succeededWithPods(), other))
                .isEqualTo("rollback is meant for reviews-9; the latest one is reviews-1");
    }

    @Test
    void brokenPolicyKeepsNobodyFromGoingBackAndADeletedOneIsSaid() {
        KnownService service = succeededWithPods();
        service.policy = new PolicyLookup.Invalid("steps: is empty");
        assertThat(decide(service, rollback())).isInstanceOf(Follow.class);
        service.policy = new PolicyLookup.Absent();
        assertThat(refusal(service, rollback())).contains("has no RolloutPolicy");
        service.policy = new PolicyLookup.Unreachable("503");
        assertThat(decide(service, rollback())).isEqualTo(new NotYet("503"));
    }

    @Test
    void serviceWithoutARolloutHasNothingToGoBackTo() {
        assertThat(refusal(KnownService.of().justRead(), rollback())).contains("no rollout yet");
    }

    @Test
    void liveReleaseEndsOnlyForAVersionThatCanTakeTheTraffic() {
        KnownService service = KnownService.of(progressing(plan())).justRead();
        service.policy = new PolicyLookup.Found(plan(), Optional.of(V0), List.of());
        OnRollout ended = (OnRollout) decide(service, rollback(V0));
        assertThat(((Decision.Moved) ended.decision()).next().phase())
                .isInstanceOf(Phase.Superseded.class);
        service.pods = PodScenes.pods(0, 1);
        OnRollout goesOn = (OnRollout) decide(service, rollback(V0));
        Decision.Noted noted = (Decision.Noted) goesOn.decision();
        assertThat(noted.next().phase()).isEqualTo(progressing(plan()).phase());
        assertThat(noted.next().refusals().getLast().reason())
                .startsWith("v0 cannot take the traffic now: ");
        assertThat(noted.next().refusals().getLast().initiator()).isPresent();
    }

    @Test
    void routesThatALiveReleaseMovesAreLookedAtWhenItHasGivenThemBack() {
        KnownService service = KnownService.of(progressing(plan())).justRead();
        service.policy = new PolicyLookup.Found(plan(), Optional.of(V0), List.of());
        service.problems = List.of("two versions carry traffic");
        service.carrying = Optional.empty();
        OnRollout ended = (OnRollout) decide(service, rollback(V0));
        assertThat(((Decision.Moved) ended.decision()).next().phase())
                .isInstanceOf(Phase.Superseded.class);
    }

    @Test
    void abortOfALiveReleaseAsksNothing() {
        KnownService service = KnownService.of(progressing(plan()));
        OnRollout aborted = (OnRollout) decide(service, rollback());
        assertThat(((Decision.Moved) aborted.decision()).next().phase())
                .isInstanceOf(Phase.RollingBack.class);
        assertThat(service.asked).isEmpty();
    }

    @Test
    void pendingReleaseIsEndedForTheVersionThatCarriesTheTraffic() {
        KnownService service = KnownService.of(pending(plan()));
        OnRollout ended = (OnRollout) decide(service, rollback(V1));
        assertThat(((Decision.Moved) ended.decision()).next().phase())
                .isInstanceOf(Phase.RolledBack.class);
    }

    /** A release that went from v2 back to v1 and is over. */
    private static Rollout wentBack() {
        Rollout pending =
                Rollout.opened(
                        new Rollout.Identity(
                                "uid-2",
                                "reviews-2",
                                plan().straight(),
                                deploy("back", V1, START).leaving(V2)),
                        START);
        var gates =
                new Observation.GatesSeen(
                        Optional.of(V2), List.of(), List.of(), Optional.empty(), PriorTraffic.NONE);
        return due(due(moved(pending, observed(gates), START)));
    }
}
