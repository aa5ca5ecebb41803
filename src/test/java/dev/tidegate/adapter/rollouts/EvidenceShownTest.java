package dev.tidegate.adapter.rollouts;

import static dev.tidegate.core.rollout.EvidenceScenes.*;
import static dev.tidegate.core.rollout.Scenes.later;
import static dev.tidegate.core.rollout.Scenes.moved;
import static dev.tidegate.core.rollout.Scenes.plan;
import static dev.tidegate.core.rollout.Scenes.progressing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.UntilProven.Then;

import io.fabric8.kubernetes.api.model.Condition;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What is known of a release's evidence is kept, and shown. */
class EvidenceShownTest {

    private static final Path GOLDEN = Path.of("src/test/resources/status/evidence.json");

    private static final Rollout HELD = held(proving(Then.PAUSE));

    private static Condition evidence(Rollout rollout) {
        return Objects.requireNonNull(RolloutStatuses.of(rollout, 1, 1).conditions()).stream()
                .filter(condition -> condition.getType().equals("Evidence"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void isKeptInTheStateAndAStateOfBeforeHasNone() throws IOException {
        // Given a release that waits for its proof, and knows that it is unclear
        Rollout rollout = hears(HELD, unclear(HELD, 0, "3 failures"), later(9));

        // When it is written, and read
        ObjectNode state = StateJson.of(rollout);
        ObjectNode shown = state.objectNode();
        shown.set("judged", state.get("judged"));
        shown.set("phase", state.get("phase"));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(GOLDEN, shown.toPrettyString() + "\n");
        }

        // Then
        assertThat(shown.toPrettyString() + "\n").isEqualTo(Files.readString(GOLDEN));
        assertThat(StateJson.read(rollout.identity(), state)).isEqualTo(rollout);

        // And one that was written before is read, whose step holds as it did
        state.remove("judged");
        ((ObjectNode) state.get("phase")).remove("held");
        Rollout older = StateJson.read(rollout.identity(), state);
        assertThat(older.judged()).isEmpty();
        assertThat(older.phase().due()).isEqualTo(rollout.phase().due());
    }

    @Test
    void isShownInTheStatus() {
        // Given a release that waits for its proof
        Rollout unclear = hears(HELD, unclear(HELD, 0, "3 failures"), later(9));
        RolloutStatus status = RolloutStatuses.of(unclear, 1, 1);

        // Then what it waits for is among its blockers, and each version's requests are shown
        assertThat(status.blockers()).containsExactly("waits for evidence: 3 failures");
        assertThat(status.evidence())
                .isEqualTo("unclear, v2 10 of 1,000, v1 9 of 9,000, odds 10,721 to 1");
        assertThat(status.steps()).startsWith("5% 2m until proven, 10% 2m until proven,");
    }

    @Test
    void isACondition() {
        assertThat(evidence(HELD))
                .returns("Unknown", Condition::getStatus)
                .returns("NothingTold", Condition::getReason);
        assertThat(evidence(hears(HELD, unclear(HELD, 0, "3 failures"), later(9))))
                .returns("Unknown", Condition::getStatus)
                .returns("EvidenceUnclear", Condition::getReason)
                .returns("3 failures", Condition::getMessage)
                .returns(later(9).toString(), Condition::getLastTransitionTime);
        assertThat(evidence(hears(HELD, proven(HELD, 0, 0.06), later(9))))
                .returns("True", Condition::getStatus)
                .returns("EvidenceProven", Condition::getReason);
        assertThat(evidence(moved(HELD, worse(HELD, 0), later(9))))
                .returns("False", Condition::getStatus)
                .returns("EvidenceWorse", Condition::getReason);
    }

    @Test
    void releaseThatAsksForNoEvidenceShowsNone() {
        RolloutStatus status = RolloutStatuses.of(progressing(plan()), 1, 1);
        assertThat(status.evidence()).isNull();
        assertThat(status.conditions())
                .noneMatch(condition -> condition.getType().equals("Evidence"));
    }
}
