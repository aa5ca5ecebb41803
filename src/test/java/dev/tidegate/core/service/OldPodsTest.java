package dev.tidegate.core.service;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.ScaleDown;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.service.ServiceDecision.OnRollout;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When a replaced version's pods are scaled down, and when they stay. */
class OldPodsTest {

    private static final RolloutPlan PLAN = scalingDown(plan(), Duration.ofMinutes(30), 0);

    /** v2 has succeeded, and v1 is what it replaced. */
    private final Rollout ended = succeeded(PLAN).leavingRoutes();

    private final Instant due = Scalings.due(ended).orElseThrow();
    private final KnownService service = service(ended).justRead();

    private static KnownService service(Rollout... rollouts) {
        KnownService service = KnownService.of(rollouts);
        service.policy = new PolicyLookup.Found(PLAN, Optional.of(V2), List.of());
        service.carrying = Optional.of(V2);
        return service;
    }

    private Decision decide(Instant now) {
        StepDue timer = timer(ended, now);
        return ((OnRollout) ServiceStateMachine.decide(service, timer, now)).decision();
    }

    private Scaling scaling() {
        Decision.Noted noted = (Decision.Noted) decide(due);
        return Scalings.of(noted.next(), V1).orElseThrow();
    }

    private void stays(String why) {
        Scaling scaling = scaling();
        assertThat(scaling.to()).isEqualTo(scaling.from());
        assertThat(scaling.state()).isEqualTo(Scaling.State.DONE);
        assertThat(scaling.cause()).isEqualTo("v1 keeps its pods: " + why);
    }

    private void waits(String why) {
        Decision.Noted noted = (Decision.Noted) decide(due);
        assertThat(noted.reason()).isEqualTo(why);
        assertThat(noted.next().pods().waits()).contains("the old version's pods: " + why);
        assertThat(Scalings.due(noted.next())).contains(due);
    }

    @Test
    void podsAreNeededNoLongerWhenThePolicysTimeIsOver() {
        assertThat(due).isEqualTo(ended.phase().since().plus(Duration.ofMinutes(30)));
        assertThat(scaling())
                .isEqualTo(
                        Scaling.wanted(
                                "reviews-v1",
                                3,
                                0,
                                due,
                                "v1 is needed no longer, 30m after reviews-1 succeeded"));
    }

    @Test
    void nothingIsScaledBeforeThatOrTwice() {
        assertThat(decide(due.minusMillis(1)).reason()).startsWith("the timer is early: due ");
        // nor when a timer comes for pods that are given to the new version
        Scaling back = Scaling.wanted("reviews-v2", 0, 3, due.minusSeconds(60), "it is needed");
        Rollout giving = Scalings.with(ended, V2, back);
        service.rollouts = List.of(giving);
        Instant early = due.minusSeconds(1);
        OnRollout decided =
                (OnRollout) ServiceStateMachine.decide(service, timer(giving, early), early);
        assertThat(decided.decision().reason()).startsWith("the timer is early: due ");
        service.rollouts = List.of(ended);
        Rollout done = ((Decision.Noted) decide(due)).next();
        service.rollouts = List.of(done);
        assertThat(decide(due.plusSeconds(1)))
                .isEqualTo(
                        new Decision.Unchanged(
                                "no pods are to be scaled, or that was decided before"));
    }

    @Test
    void withoutTheRuleOrOfADryRunNothingIsEverDue() {
        assertThat(Scalings.due(succeeded(plan()))).isEmpty();
        assertThat(Scalings.due(succeeded(dry(PLAN)))).isEmpty();
        assertThat(Scalings.due(rolledBack(PLAN))).isEmpty();
    }

    @Test
    void whatIsScaledByOthersStays() {
        service.scale =
                new Answer.Known<>(
                        new ScaleLook(
                                Optional.of(3L),
                                Optional.of("HorizontalPodAutoscaler bookinfo/reviews-v1")));
        stays("HorizontalPodAutoscaler bookinfo/reviews-v1 scales it");
    }

    @Test
    void whatIsNotThereOrSmallEnoughStays() {
        service.scale = new Answer.Known<>(new ScaleLook(Optional.empty(), Optional.empty()));
        stays("its Deployment does not exist");
        service.scale = new Answer.Known<>(new ScaleLook(Optional.of(0L), Optional.empty()));
        stays("there are no more than wanted");
    }

    @Test
    void versionThatAnyRouteLeadsToStays() {
        service.leading =
                new Answer.Known<>(
                        List.of(
                                "VirtualService bookinfo/testers, http route \"v1\"",
                                "VirtualService bookinfo/others, its only http route"));
        stays("VirtualService bookinfo/testers, http route \"v1\" and 1 more lead to it");
    }

    @Test
    void versionThatALiveReleaseUsesStays() {
        Rollout back =
                moved(
                        Rollout.opened(
                                new Rollout.Identity(
                                        "uid-2", "reviews-2", plan(), deploy("d2", V1, due)),
                                due),
                        observed(
                                new Observation.GatesSeen(
                                        Optional.of(V2),
                                        List.of(),
                                        List.of(),
                                        Optional.empty(),
                                        PriorTraffic.NONE)),
                        due);
        service.rollouts = List.of(back, ended);
        stays("reviews-2 uses it");
    }

    @Test
    void versionThatWaitsForItsTurnStays() {
        Rollout live =
                Rollout.opened(
                                new Rollout.Identity(
                                        "uid-2", "reviews-2", plan(), deploy("d2", V3, due)),
                                due)
                        .followedBy(deploy("d3", V1, due));
        service.rollouts = List.of(live, ended);
        stays("a release of it waits for the end of reviews-2");
    }

    @Test
    void releaseOfAThirdVersionDoesNotKeepThem() {
        Rollout live =
                Rollout.opened(
                        new Rollout.Identity("uid-2", "reviews-2", plan(), deploy("d2", V3, due)),
                        due);
        service.rollouts = List.of(live, ended);
        assertThat(scaling().takes()).isTrue();
    }

    @Test
    void versionThatWasReleasedAgainSinceStays() {
        Rollout again = released(V1, V2);
        service.rollouts = List.of(again, ended);
        stays("reviews-2 has used it since");
    }

    private Rollout released(Version version, Version replaced) {
        return like(
                ended,
                new Rollout.Identity("uid-2", "reviews-2", PLAN, deploy("d2", version, due)),
                replaced);
    }

    @Test
    void deploymentOfAnotherServiceStays() {
        service.userOf = new Answer.Unknown<>("503");
        waits("503");
        service.userOf = new Answer.Known<>(Optional.of("service bookinfo/reviews-admin"));
        stays("service bookinfo/reviews-admin uses them, too");
    }

    @Test
    void whoeverTakesTheRuleOutOfThePolicyKeepsThePods() {
        service.policy = new PolicyLookup.Found(plan(), Optional.of(V2), List.of());
        stays("the policy's oldVersion.scaleDown is not there any more");
        service.policy = new PolicyLookup.Absent();
        stays("the policy's oldVersion.scaleDown is not there any more");
    }

    @Test
    void nothingIsDecidedWhileAFactIsMissing() {
        service.leading = new Answer.Unknown<>("the routes cannot be read now");
        waits("the routes cannot be read now");
        Rollout shown = Scalings.waiting(ended, "the routes cannot be read now");
        service.rollouts = List.of(shown);
        assertThat(
                        ((OnRollout) ServiceStateMachine.decide(service, timer(shown, due), due))
                                .decision())
                .isEqualTo(new Decision.Unchanged("the routes cannot be read now"));
        service.rollouts = List.of(ended);
        service.scale = new Answer.Unknown<>("503");
        waits("503");
        service.frozen = Optional.of("all is frozen");
        waits("all is frozen");
        service.policy = new PolicyLookup.Invalid("steps: is missing");
        waits("the policy is invalid: steps: is missing");
        service.policy = new PolicyLookup.Unreachable("the policies were not read");
        waits("the policies were not read");
    }

    @Test
    void timerOfAnotherRevisionIsStale() {
        StepDue stale =
                new StepDue("t", REVIEWS, due, ended.identity().uid(), ended.revision() - 1);
        OnRollout decided = (OnRollout) ServiceStateMachine.decide(service, stale, due);
        assertThat(decided.unmoved()).isTrue();
    }

    @Test
    void nothingIsTakenByWhatAWatchShowsAlone() {
        service.fresh = false;
        assertThat(ServiceStateMachine.decide(service, timer(ended, due), due))
                .isInstanceOf(ServiceDecision.ReadAnew.class);
    }

    @Test
    void releaseThatHasUsedItSinceDecidesForItself() {
        service.rollouts = List.of(released(V3, V1), ended);
        stays("reviews-2 has used it since");
    }

    @Test
    void proxiesHaveTheTimeToLearnOfTheRoutesFirst() {
        Rollout soon = succeeded(scalingDown(plan(), Duration.ZERO, 0));
        assertThat(Scalings.due(soon))
                .contains(soon.phase().since().plus(soon.plan().propagation()));
        assertThat(soon.plan().straight().scaleDown().map(ScaleDown::after))
                .contains(soon.plan().propagation());
        service.rollouts = List.of(succeeded(PLAN));
        Decision decision =
                ((OnRollout)
                                ServiceStateMachine.decide(
                                        service, timer(service.rollouts.getFirst(), due), due))
                        .decision();
        assertThat(decision.reason()).isEqualTo("its routes are not acknowledged yet");
    }
}
