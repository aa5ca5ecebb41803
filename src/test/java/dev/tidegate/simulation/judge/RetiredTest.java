package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.RolloutStore.Stored;

import org.junit.jupiter.api.Test;

/** What the product deletes of its releases. */
class RetiredTest extends JudgeScene {

    private void delete(String by, Stored stored) {
        done(
                server.delete(
                        by,
                        "Rollout",
                        REVIEWS.namespace(),
                        stored.rollout().identity().name(),
                        ""));
    }

    private void assertI8() {
        assertThat(judge.found()).get().extracting(Violation::invariant).isEqualTo(Invariant.I8);
    }

    @Test
    void liveReleaseThatIsDeletedBreaksI8() {
        Stored live = progressing();
        tellAll();
        delete(PROCESS, live);
        assertI8();
    }

    @Test
    void onlyReleaseThatIsDeletedBreaksI8() {
        Stored ended = rolledBack(progressing());
        tellAll();
        delete(PROCESS, ended);
        assertI8();
    }

    @Test
    void releaseThatWasNeverToldBreaksI8() {
        Stored old = rolledBack(progressing());
        moved(moved(opened("d2", 2), gatesOpen(), now()), alert("a2", "v2"), now());
        delete(PROCESS, old);
        assertI8();
    }

    @Test
    void peopleMayDeleteAnyOfThem() {
        delete("people", progressing());
        assertThat(judge.found()).isEmpty();
    }
}
