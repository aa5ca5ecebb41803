package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Of which events it must be told what became of them. */
class AnswersTest extends JudgeScene {

    private void handled(RolloutEvent event) {
        judge.sent(event);
        judge.delivered(PROCESS, event);
        judge.acknowledged(PROCESS, event);
    }

    @Test
    void deploymentThatIsForgottenIsFound() {
        handled(deploy("d1", V2, now()));
        assertBroken(Invariant.ANSWERS);
    }

    @Test
    void commandThatIsForgottenIsFound() {
        progressing();
        handled(command("c1", Action.SKIP));
        assertBroken(Invariant.ANSWERS);
    }

    @Test
    void deploymentWhoseReleaseIsNotToldYetIsFound() {
        judge.sent(deploy("d1", V2, now()));
        opened("d1", 1);
        judge.acknowledged(PROCESS, deploy("d1", V2, now()));
        assertBroken(Invariant.ANSWERS);
    }

    @Test
    void deploymentWhoseReleaseIsToldIsAnswered() {
        judge.sent(deploy("d1", V2, now()));
        opened("d1", 1);
        tellAll();
        judge.acknowledged(PROCESS, deploy("d1", V2, now()));
        assertKept();
    }

    @Test
    void refusalThatIsToldIsAnAnswer() {
        progressing();
        RolloutEvent command = command("c1", Action.RETRY);
        judge.told("refused/c1", Refusal.of(command, "it is live"));
        handled(command);
        assertKept();
    }

    @Test
    void deploymentThatWaitsForALiveReleaseIsAnswered() {
        DeployStarted next = deploy("d2", V3, now());
        Stored progressing = progressing();
        committed(progressing, progressing.rollout().followedBy(next));
        handled(next);
        assertKept();
    }

    @Test
    void deploymentWhoseTurnNeverComesIsFound() {
        DeployStarted next = deploy("d2", V3, now());
        Stored back = rolledBack(progressing());
        committed(back, back.rollout().followedBy(next));
        handled(next);
        assertKept();
        tellAll();
        judge.settled();
        assertBroken(Invariant.ANSWERS);
    }

    @Test
    void declaredVersionThatIsReleasedAlreadyIsNoNews() {
        progressing();
        handled(deploy("d2", V2, now()).asDeclared());
        assertKept();
    }

    @Test
    void declaredVersionThatIsNewsAndForgottenIsFound() {
        Rollout progressing = progressing().rollout();
        pass(Duration.ofSeconds(1));
        handled(
                deploy("d2", V3, progressing.identity().deploy().time().plusSeconds(60))
                        .asDeclared());
        assertBroken(Invariant.ANSWERS);
    }

    /** Nobody can know it any more. */
    @Test
    void whatOnlyADeletedReleaseKnewIsExcused() {
        judge.sent(deploy("d1", V2, now()));
        Stored opened = opened("d1", 1);
        server.delete("people", "Rollout", "bookinfo", opened.rollout().identity().name(), "");
        judge.acknowledged(PROCESS, deploy("d1", V2, now()));
        judge.settled();
        assertKept();
    }
}
