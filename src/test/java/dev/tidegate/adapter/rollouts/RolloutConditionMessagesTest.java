package dev.tidegate.adapter.rollouts;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.PodScenes;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scenes;
import dev.tidegate.messages.Collection;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the conditions of a rollout say. */
class RolloutConditionMessagesTest {

    @Test
    void conditionsOfEveryPhaseAreForPeople() {
        Collection collected = new Collection();
        List<Rollout> all = new ArrayList<>(Scenes.live(Scenes.plan()));
        all.add(Scenes.succeeded(Scenes.plan()));
        all.add(Scenes.rolledBack(Scenes.plan()));
        Rollout progressing = Scenes.progressing(Scenes.plan());
        RolloutEvent newer = Scenes.deploy("newer", Scenes.V3, Scenes.later(3));
        all.add(Scenes.moved(progressing, newer, Scenes.later(3)));
        all.add(Scenes.due(Scenes.pending(Scenes.plan())));
        all.add(PodScenes.after(progressing, PodScenes.dueWith(progressing, PodScenes.pods(0, 1))));
        all.add(progressing.withProblem(Optional.of("(what the API server or the planner says)")));
        for (Rollout rollout : all) {
            RolloutConditions.of(rollout, 1)
                    .forEach(
                            c ->
                                    collected.add(
                                            "%s, %s"
                                                    .formatted(
                                                            rollout.phase().title(), c.getType()),
                                            "%s %s %s %s"
                                                    .formatted(
                                                            c.getStatus(),
                                                            c.getReason(),
                                                            c.getLastTransitionTime(),
                                                            c.getMessage())));
        }
        collected.check("conditions");
    }
}
