package dev.tidegate.core.service;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.ReleaseView;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Scenes;
import dev.tidegate.core.service.ServiceDecision.OnRollout;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** What a dry run leaves behind: nothing that anybody may take for a version with traffic. */
class DryRunServiceTest {

    private static final Version V0 = new Version("v0");

    private static Rollout real() {
        return succeeded(plan());
    }

    private static Rollout dry(Rollout real) {
        return like(
                real,
                new Rollout.Identity(
                        "uid-dry", "reviews-9", Scenes.dry(plan()), deploy("dry", V3, later(200))),
                real.canary());
    }

    private static RolloutEvent declared(Version version) {
        return deploy("/argo d", version, later(300)).asDeclared();
    }

    @Test
    void succeededDryRunIsNotTheStableVersion() {
        Rollout dry = dry(real());
        assertThat(ReleaseView.carriedAfter(dry)).contains(V2);
        assertThat(ReleaseView.carriedAfter(real())).contains(V2);
        assertThat(StableVersions.of(KnownService.of(dry, real()))).doesNotContain("v3");
    }

    @Test
    void rollbackAfterADryRunLeadsToWhereTheLastRealReleaseCameFrom() {
        KnownService service = KnownService.of(dry(real()), real()).justRead();
        service.carrying = Optional.of(V2);
        assertThat(ServiceStateMachine.decide(service, rollback(), later(300)))
                .isInstanceOfSatisfying(
                        ServiceDecision.Follow.class,
                        follow -> {
                            assertThat(follow.next().version()).isEqualTo(V1);
                            assertThat(follow.next().leaves()).contains(V2);
                        });
    }

    @Test
    void routesThatDoNotSayWhoCarriesRefuseARollbackThatADryRunIsLiveFor() {
        Rollout live =
                Rollout.opened(
                        new Rollout.Identity(
                                "uid-dry",
                                "reviews-9",
                                Scenes.dry(plan()),
                                deploy("dry", V3, later(200))),
                        later(200));
        KnownService service = KnownService.of(live, real()).justRead();
        service.carrying = Optional.empty();
        ServiceDecision decided = ServiceStateMachine.decide(service, rollback(), later(300));
        assertThat(decided.toString()).contains("the routes do not say which version carries it");
    }

    private static RolloutEvent.Command rollback() {
        return rollback(300, Optional.empty());
    }

    private static RolloutEvent.Command rollback(int minute, Optional<String> rollout) {
        return new RolloutEvent.Command(
                "b", REVIEWS, later(minute), Action.ROLLBACK, rollout, "me", "");
    }

    @Test
    void dryRunIsInTheWayOfNoRollbackThatIsAboutTheReleaseBeforeIt() {
        // Given a command of before the dry run began, or that names the release before it
        for (RolloutEvent.Command back :
                List.of(rollback(100, Optional.empty()), rollback(300, Optional.of("reviews-1")))) {
            for (Rollout dry : List.of(dry(real()), dry(progressing(plan())))) {
                KnownService service = KnownService.of(dry, real()).justRead();
                service.carrying = Optional.of(V2);
                // Then it goes back
                ServiceDecision decided = ServiceStateMachine.decide(service, back, later(300));
                assertThat(follower(decided).version()).isEqualTo(V1);
            }
        }
    }

    private static RolloutEvent.DeployStarted follower(ServiceDecision decided) {
        return decided instanceof ServiceDecision.Follow follow
                ? follow.next()
                : moved(decided).next().orElseThrow();
    }

    private static Rollout moved(ServiceDecision decided) {
        return ((Decision.Moved) ((OnRollout) decided).decision()).next();
    }

    @Test
    void rollbackThatIsAboutAnOlderReleaseIsRefusedWhileADryRunIsLive() {
        for (RolloutEvent.Command back :
                List.of(rollback(-5, Optional.empty()), rollback(300, Optional.of("reviews-0")))) {
            KnownService service = KnownService.of(dry(progressing(plan())), real()).justRead();
            assertThat(ServiceStateMachine.decide(service, back, later(300)))
                    .isInstanceOfSatisfying(
                            ServiceDecision.Refuse.class,
                            refused -> assertThat(refused.reason()).contains("meant for"));
        }
    }

    @Test
    void rollbackOfTheDryRunByItsNameEndsOnlyThat() {
        KnownService service = KnownService.of(dry(progressing(plan())), real()).justRead();
        service.carrying = Optional.of(V2);
        Rollout next =
                moved(
                        ServiceStateMachine.decide(
                                service, rollback(300, Optional.of("reviews-9")), later(300)));
        assertThat(next.phase()).isInstanceOf(Phase.RollingBack.class);
        assertThat(next.next()).isEmpty();
    }

    @Test
    void dryRunOfAVersionIsNotInTheWayBackToIt() {
        // Given that v3 was left for v2, and is tried dry now
        Rollout left = released("reviews-3", V3, V2);
        Rollout dry = dry(progressing(plan()));
        KnownService service = KnownService.of(dry, real(), left).justRead();
        service.carrying = Optional.of(V2);
        ServiceDecision decided =
                ServiceStateMachine.decide(service, rollback().to(Optional.of(V3)), later(300));
        assertThat(moved(decided).phase()).isInstanceOf(Phase.Superseded.class);
        assertThat(follower(decided).version()).isEqualTo(V3);
    }

    private static Rollout released(String name, Version canary, Version stable) {
        Rollout like = real();
        return new Rollout(
                new Rollout.Identity("uid-" + name, name, plan(), deploy(name, canary, START)),
                like.revision(),
                like.phase(),
                Optional.of(stable),
                like.traffic(),
                like.wantedRevision(),
                like.history(),
                like.handled(),
                like.next(),
                like.routes(),
                like.pods(),
                like.refusals(),
                like.judged());
    }

    @Test
    void rollbackWhileADryRunIsLiveLeadsPastIt() {
        Rollout dry = dry(progressing(plan()));
        KnownService service = KnownService.of(dry, real()).justRead();
        service.carrying = Optional.of(V2);
        assertThat(ServiceStateMachine.decide(service, rollback(), later(300)))
                .isInstanceOfSatisfying(
                        OnRollout.class,
                        on -> {
                            Rollout next = ((Decision.Moved) on.decision()).next();
                            assertThat(next.phase()).isInstanceOf(Phase.Superseded.class);
                            assertThat(next.next().orElseThrow().version()).isEqualTo(V1);
                        });
    }

    @Test
    void wayBackIsNeverDry() {
        assertThat(Scenes.dry(plan()).straight().dryRun()).isFalse();
    }

    @Test
    void declarationIsTriedOnceAndReleasedWhenThePolicyIsDryNoMore() {
        Rollout dry = dry(real());
        KnownService service = KnownService.of(dry, real()).justRead();
        service.carrying = Optional.of(V2);
        service.policy = found(Scenes.dry(plan()));
        assertThat(ServiceStateMachine.decide(service, declared(V3), later(300)))
                .isInstanceOf(ServiceDecision.NoNews.class);
        service.policy = found(plan());
        assertThat(ServiceStateMachine.decide(service, declared(V3), later(300)))
                .isNotInstanceOf(ServiceDecision.NoNews.class);
        assertThat(ServiceStateMachine.decide(service, declared(V0), later(300)))
                .isNotInstanceOf(ServiceDecision.NoNews.class);
    }

    private static PolicyLookup found(RolloutPlan plan) {
        return new PolicyLookup.Found(plan, Optional.of(V2), List.of());
    }
}
