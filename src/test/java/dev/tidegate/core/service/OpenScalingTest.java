package dev.tidegate.core.service;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.service.ServiceDecision.OnRollout;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was decided of pods, and is carried out later: its process may have crashed in between. */
class OpenScalingTest {

    private static final RolloutPlan PLAN = scalingDown(plan(), Duration.ofMinutes(30), 0);

    private final Rollout ended = succeeded(PLAN).leavingRoutes();
    private final Instant due = Scalings.due(ended).orElseThrow();
    private final StepDue timer = timer(ended, due.plusSeconds(60));
    private final Rollout wanted =
            Scalings.with(
                    ended, V1, Scaling.wanted("reviews-v1", 3, 0, due, "v1 is needed no longer"));
    private final KnownService service = KnownService.of(wanted).justRead();

    @BeforeEach
    void governed() {
        service.policy = new PolicyLookup.Found(PLAN, Optional.of(V2), List.of());
        service.carrying = Optional.of(V2);
    }

    private ServiceDecision next() {
        return ServiceStateMachine.next(service, timer, due.plusSeconds(60));
    }

    private Scaling left() {
        Decision.Noted noted = (Decision.Noted) ((OnRollout) next()).decision();
        return Scalings.of(noted.next(), V1).orElseThrow();
    }

    @Test
    void itIsCarriedOutWhenNothingIsInItsWayStill() {
        assertThat(next()).isEqualTo(new ServiceDecision.Scale(wanted, V1));
    }

    @Test
    void routeThatLeadsToTheVersionSinceKeepsThePods() {
        service.leading = new Answer.Known<>(List.of("VirtualService bookinfo/testers"));
        assertThat(left().state()).isEqualTo(Scaling.State.DONE);
        assertThat(left().cause())
                .isEqualTo("v1 keeps its pods: VirtualService bookinfo/testers leads to it");
    }

    @Test
    void whatAWriteThatIsUnderWayMayTakeIsNotSaidToBeKept() {
        service.leading = new Answer.Known<>(List.of("VirtualService bookinfo/testers"));
        StepDue early = timer(ended, due.plusSeconds(29));
        assertThat(ServiceStateMachine.next(service, early, due.plusSeconds(29)))
                .isInstanceOf(ServiceDecision.Nothing.class);
    }

    @Test
    void anotherEventTakesNothing() {
        assertThat(ServiceStateMachine.next(service, deploy("d", V3, due), due))
                .isInstanceOf(ServiceDecision.Nothing.class);
    }

    @Test
    void freezeHoldsIt() {
        service.frozen = Optional.of("all is frozen");
        Decision.Noted held = (Decision.Noted) ((OnRollout) next()).decision();
        assertThat(Scalings.of(held.next(), V1)).contains(Scalings.of(wanted, V1).orElseThrow());
    }

    @Test
    void whatCannotBeKnownNowIsLookedAtAgain() {
        service.leading = new Answer.Unknown<>("the routes cannot be read now");
        Rollout shown = ((Decision.Noted) ((OnRollout) next()).decision()).next();
        assertThat(shown.pods().waits())
                .contains("the old version's pods: the routes cannot be read now");
        service.rollouts = List.of(shown);
        assertThat(next()).isInstanceOf(ServiceDecision.Nothing.class);
    }

    @Test
    void podsThatAreGoneAreNotSaidToBeKept() {
        service.leading = new Answer.Known<>(List.of("VirtualService bookinfo/testers"));
        service.scale = new Answer.Known<>(new ScaleLook(Optional.of(0L), Optional.empty()));
        assertThat(next()).isEqualTo(new ServiceDecision.Scale(wanted, V1));
    }

    @Test
    void ofTwoReleasesThatReplacedTheVersionTheLaterOneSaysWhen() {
        Rollout later =
                like(
                        ended,
                        new Rollout.Identity("uid-3", "reviews-3", PLAN, deploy("d3", V2, due)),
                        V1);
        service.rollouts = List.of(later, ended);
        OnRollout decided = (OnRollout) ServiceStateMachine.decide(service, timer, due);
        assertThat(decided.decision().reason())
                .isEqualTo("v1 keeps its pods: reviews-3 has used it since");
    }

    @Test
    void ofTwoDecisionsOnOneVersionTheLaterOneCounts() {
        // Given that v1 is deployed again before it was scaled
        Rollout pending =
                Rollout.opened(
                        new Rollout.Identity("uid-2", "reviews-2", plan(), deploy("d2", V1, due)),
                        due);
        Rollout given =
                Scalings.with(
                        pending,
                        V1,
                        Scalings.of(wanted, V1).orElseThrow().undone(due, "it is needed"));
        service.rollouts = List.of(given, wanted);
        service.problems = List.of("closed");
        // Then its pods are what it wants
        assertThat(ServiceStateMachine.next(service, timer, due))
                .isEqualTo(new ServiceDecision.Scale(given, V1));
        // And the earlier decision is over
        service.rollouts =
                List.of(
                        Scalings.with(given, V1, Scalings.of(given, V1).orElseThrow().done()),
                        wanted);
        OnRollout over = (OnRollout) ServiceStateMachine.next(service, timer, due);
        assertThat(Scalings.open(((Decision.Noted) over.decision()).next())).isEmpty();
    }
}
