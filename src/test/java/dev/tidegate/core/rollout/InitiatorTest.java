package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Optional;
import java.util.stream.Stream;

/** Which moves tell of a person: those that a command made, and the end of an abort. */
class InitiatorTest {

    private static final Optional<Initiator> SOMEBODY =
            Optional.of(new Initiator("somebody", "why not"));

    static Stream<Arguments> commands() {
        Rollout held = moved(progressing(plan()), command("p", Action.PAUSE), later(1));
        return Stream.concat(
                live(plan()).stream()
                        .filter(r -> !(r.phase() instanceof Phase.RollingBack))
                        .map(r -> arguments(r, Action.ABORT)),
                Stream.of(
                        arguments(paused(plan()), Action.PROMOTE),
                        arguments(baking(plan()), Action.PAUSE),
                        arguments(held, Action.RESUME),
                        arguments(pending(plan()), Action.SKIP),
                        arguments(progressing(plan()), Action.SKIP),
                        arguments(baking(plan()), Action.SKIP)));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void moveByACommandTellsWhoGaveItAndWhy(Rollout rollout, Action action) {
        Move move = moved(rollout, command("c", action), later(9)).history().getLast();
        assertThat(move.initiator()).isEqualTo(SOMEBODY);
        assertThat(move.cause()).endsWith("by somebody: why not");
    }

    @Test
    void otherMovesTellOfNobody() {
        assertThat(succeeded(plan()).history())
                .filteredOn(move -> move.initiator().isPresent())
                .extracting(Move::phase)
                .containsExactly(PhaseKind.BAKING);
    }

    @Test
    void endOfAnAbortTellsWhoGaveIt() {
        Rollout back = moved(baking(plan()), command("a", Action.ABORT), later(9));
        assertThat(rolledBack(back).history().getLast().initiator()).isEqualTo(SOMEBODY);
    }

    @Test
    void endOfARollbackByAnAlertTellsOfNobody() {
        // Given a release that a person promoted
        Rollout back = moved(baking(plan()), alert("a", "v2"), later(9));
        assertThat(rolledBack(back).history().getLast().initiator()).isEmpty();
    }

    @Test
    void whoGaveAnEarlierCommandOfTheSameWordsDidNotBeginTheRollback() {
        // Given a release that a person started, in the words in which the alert is told
        String words =
                moved(baking(plan()), alert("a", "v2"), later(9)).history().getLast().cause();
        DeployStarted deploy = new DeployStarted("d", REVIEWS, START, V2, words, SOMEBODY);
        Rollout.Identity identity = pending(plan()).identity();
        Rollout begun =
                Rollout.opened(
                        new Rollout.Identity(identity.uid(), identity.name(), plan(), deploy),
                        START);
        // When
        Rollout back = moved(moved(begun, gatesOpen(), later(1)), alert("a", "v2"), later(9));
        // Then
        assertThat(back.history().getLast().cause()).isEqualTo(words);
        assertThat(rolledBack(back).history().getLast().initiator()).isEmpty();
    }

    @Test
    void skipOfTheGatesIsAMoveOfItsOwnUntilTheyOpen() {
        Rollout skipped = moved(pending(plan()), command("s", Action.SKIP), later(1));
        Observation blocked = Scenes.blocked("not ready");
        assertThat(moved(skipped, observed(blocked), later(1)).history())
                .extracting(Move::phase, Move::initiator)
                .containsExactly(
                        tuple(PhaseKind.PENDING, Optional.empty()),
                        tuple(PhaseKind.PENDING, SOMEBODY),
                        tuple(PhaseKind.PREPARING, Optional.empty()));
    }

    private static Rollout rolledBack(Rollout back) {
        return moved(
                back, observed(new Observation.RoutesApplied(back.wantedRevision())), later(9));
    }
}
