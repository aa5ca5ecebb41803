package dev.tidegate.adapter.rollouts;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.PodScenes;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scenes;
import dev.tidegate.messages.Collection;

import org.junit.jupiter.api.Test;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the Kubernetes Events of a release say: its moves, and what they warn of. */
class ClusterEventMessagesTest extends StoreScene {

    private final Collection collected = new Collection();
    private int told;

    private void told(String provoked) {
        await().until(() -> api.server.writes("Event").size() > told);
        JsonNode event = api.server.writes("Event").get(told++).object();
        collected.add(
                provoked,
                "%s %s: %s"
                        .formatted(
                                event.path("type").asText(),
                                event.path("reason").asText(),
                                event.path("message").asText()));
    }

    private Stored opened(int number) {
        Stored opened = done(create(number));
        told("a deployment");
        return opened;
    }

    private Stored next(String provoked, Stored read, UnaryOperator<Rollout> move) {
        Stored stored = done(store.commit(read, move.apply(read.rollout()), 1));
        told(provoked);
        return stored;
    }

    private static UnaryOperator<Rollout> by(RolloutEvent event) {
        return rollout -> Scenes.moved(rollout, event, event.time());
    }

    private static RolloutEvent pause() {
        return new RolloutEvent.Command(
                "pause",
                REVIEWS,
                T.plusSeconds(300),
                Action.PAUSE,
                Optional.empty(),
                "somebody",
                "why not");
    }

    private Stored progressing(int number) {
        Stored preparing = next("open gates", opened(number), by(Scenes.gatesOpen()));
        return next("the propagation wait is over", preparing, Scenes::due);
    }

    @Test
    void eventsOfReleasesAreForPeople() {
        Stored first = progressing(1);
        Stored waits =
                next(
                        "no pod is available when a step is due",
                        first,
                        r -> PodScenes.after(r, PodScenes.dueWith(r, PodScenes.pods(0, 1))));
        store.warnOfMissingPolicy(REVIEWS);
        told("its policy is deleted");
        Stored paused = next("a command", waits, by(pause()));
        Stored stalled =
                next(
                        "the routes cannot be written",
                        paused,
                        r ->
                                r.withProblem(
                                        Optional.of("(what the API server or the planner says)")));
        Stored back =
                next(
                        "an alert",
                        stalled,
                        by(Scenes.alert("a", Optional.of("v2"), "critical", T.plusSeconds(600))));
        next(
                "the routes are as wanted again",
                back,
                r ->
                        Scenes.moved(
                                r,
                                Scenes.observed(new Observation.RoutesApplied(r.wantedRevision())),
                                T.plusSeconds(900)));
        progressing(2);
        api.server.delete("Rollout", "bookinfo", "reviews-2");
        told("it is deleted");
        next("the gates stay closed", opened(3), Scenes::due);
        collected.check("cluster-events");
    }
}
