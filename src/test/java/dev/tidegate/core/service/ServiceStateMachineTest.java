package dev.tidegate.core.service;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PodScenes;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.ServiceDecision.First;
import dev.tidegate.core.service.ServiceDecision.Forget;
import dev.tidegate.core.service.ServiceDecision.NoNews;
import dev.tidegate.core.service.ServiceDecision.NotYet;
import dev.tidegate.core.service.ServiceDecision.Nothing;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.service.ServiceDecision.Open;
import dev.tidegate.core.service.ServiceDecision.ReadAnew;
import dev.tidegate.core.service.ServiceDecision.Refuse;
import dev.tidegate.core.service.ServiceDecision.Settle;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which rollout an event is for, or what else becomes of it. */
class ServiceStateMachineTest {

    private static ServiceDecision decide(KnownService service, RolloutEvent event) {
        return ServiceStateMachine.decide(service, event, later(5));
    }

    private static Decision.Moved move(ServiceDecision decision) {
        return (Decision.Moved) ((OnRollout) decision).decision();
    }

    private static Observed nudge() {
        return Observed.nudge(REVIEWS, START);
    }

    // alerts

    @Test
    void alertOnALiveCanaryAsksNothing() {
        KnownService service = KnownService.of(progressing(plan()));
        service.policy = new PolicyLookup.Unreachable("503");
        ServiceDecision decided = decide(service, alert("a", "v2"));
        assertThat(move(decided).next().phase()).isInstanceOf(Phase.RollingBack.class);
        assertThat(service.asked).isEmpty();
    }

    @Test
    void alertThatWasResolvedBeforeItsCopyCameIsNoNews() {
        AlertFired fired = alert("a", "v2");
        KnownService service = KnownService.of(progressing(plan()));
        service.resolved = List.of(fired.alert());
        assertThat(decide(service, fired)).isInstanceOf(NoNews.class);
        assertThat(ServiceStateMachine.matters(service, fired, later(5))).isFalse();
    }

    @Test
    void lateAlertOpensASucceededReleaseAgainWhenTheLastVersionHasPods() {
        Rollout ended = succeeded(plan());
        Instant end = ended.phase().since();
        AlertFired late = alert("a", "v2").writtenAt(end.minusSeconds(1));
        KnownService service = KnownService.of(ended);
        // not before it is known that no newer release is live
        assertThat(decide(service, late)).isInstanceOf(ReadAnew.class);
        assertThat(ServiceStateMachine.matters(service, late, later(9))).isTrue();
        service.justRead();
        assertThat(move(decide(service, late)).next().phase())
                .isInstanceOf(Phase.RollingBack.class);
        service.pods = PodScenes.pods(0, 1);
        assertThat(decide(service, late)).isInstanceOf(Refuse.class);
        assertThat(ServiceStateMachine.matters(service, late, later(9))).isFalse();
    }

    @Test
    void alertOfAServiceWithoutARolloutIsNoNews() {
        assertThat(decide(KnownService.of(), alert("a", "v2"))).isInstanceOf(NoNews.class);
        AlertFired fired = alert("a", "v2");
        assertThat(decide(KnownService.of(), new AlertResolved("r", REVIEWS, START, fired.alert())))
                .isInstanceOf(NoNews.class);
    }

    // commands

    @Test
    void commandIsForTheLiveRelease() {
        ServiceDecision decided =
                decide(KnownService.of(progressing(plan())), command("c", Action.ABORT));
        assertThat(move(decided).next().phase()).isInstanceOf(Phase.RollingBack.class);
    }

    @Test
    void lateCopyOfACommandIsForTheRolloutThatObeyedIt() {
        Rollout old = baking(plan());
        KnownService service = KnownService.of(preparing(plan()), old);
        OnRollout decided = (OnRollout) decide(service, command("promoted", Action.PROMOTE));
        assertThat(decided.rollout()).isEqualTo(old);
        assertThat(decided.unmoved()).isTrue();
    }

    @Test
    void commandAfterTheEndIsRefusedAfterALookAndSaysWhatStartsAnother() {
        KnownService service = KnownService.of(rolledBack(plan()));
        assertThat(decide(service, command("c", Action.PROMOTE))).isInstanceOf(ReadAnew.class);
        assertThat(((Refuse) decide(service.justRead(), command("c", Action.PROMOTE))).reason())
                .isEqualTo("reviews-1 has ended: RolledBack; retry releases its version again");
        service.carrying = Optional.of(V2);
        assertThat(((Refuse) decide(service, command("c", Action.PROMOTE))).reason())
                .endsWith("a deployment event starts the next one");
    }

    @Test
    void retryOpensTheVersionOfAnEndedRelease() {
        KnownService service = KnownService.of(rolledBack(plan())).justRead();
        Open open = (Open) decide(service, command("c", Action.RETRY));
        assertThat(open.deploy().version()).isEqualTo(V2);
        assertThat(open.deploy().id()).isEqualTo("c");
        assertThat(decide(KnownService.of().justRead(), command("c", Action.RETRY)))
                .isInstanceOf(Refuse.class);
    }

    @Test
    void forgettingIsDoneFirstAndThenNotedByALiveRelease() {
        RolloutEvent.Command forget = command("c", Action.FORGET);
        assertThat(decide(KnownService.of(), forget)).isEqualTo(new Forget(forget));
        assertThat(
                        ServiceStateMachine.forgotten(
                                KnownService.of(progressing(plan())), forget, true, later(5)))
                .isInstanceOf(OnRollout.class);
        assertThat(ServiceStateMachine.forgotten(KnownService.of(), forget, false, later(5)))
                .isInstanceOfSatisfying(
                        NoNews.class,
                        n -> assertThat(n.reason()).endsWith("; it was not remembered"));
    }

    // timers and looks

    @Test
    void timerIsDecidedOnceTheRoutesAreAsWanted() {
        Rollout progressing = progressing(plan());
        Instant due = ((Phase.Live) progressing.phase()).due().orElseThrow();
        KnownService service = KnownService.of(progressing);
        service.settled = false;
        assertThat(decide(service, timer(progressing, due)))
                .isEqualTo(new First(new Settle(progressing), timer(progressing, due)));
        service.settled = true;
        ServiceDecision decided = ServiceStateMachine.decide(service, timer(progressing, due), due);
        assertThat(move(decided).next().phase()).isInstanceOf(Phase.Paused.class);
    }

    @Test
    void alertsAreReadOnceMoreBeforeTheFirstTraffic() {
        Rollout preparing = preparing(plan());
        Instant due = ((Phase.Live) preparing.phase()).due().orElseThrow();
        KnownService service = KnownService.of(preparing);
        service.firing = new Answer.Known<>(List.of(alert("a", "v2").alert()));
        ServiceDecision decided = ServiceStateMachine.decide(service, timer(preparing, due), due);
        assertThat(move(decided).next().phase()).isInstanceOf(Phase.RollingBack.class);
        service.firing = new Answer.Unknown<>("503");
        assertThat(ServiceStateMachine.decide(service, timer(preparing, due), due))
                .isEqualTo(new NotYet("503"));
    }

    @Test
    void lookAtALiveReleaseSettlesItsRoutesWhenItsPodsAreNoNews() {
        Rollout progressing = progressing(plan());
        assertThat(decide(KnownService.of(progressing), nudge()))
                .isEqualTo(new Settle(progressing));
        assertThat(decide(KnownService.of(), nudge())).isEqualTo(new Nothing());
    }
}
