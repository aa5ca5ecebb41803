package dev.tidegate.adapter.rollouts;

import static dev.tidegate.core.rollout.Scenes.REVIEWS;
import static dev.tidegate.core.rollout.Scenes.START;
import static dev.tidegate.core.rollout.Scenes.command;
import static dev.tidegate.core.rollout.Scenes.moved;
import static dev.tidegate.core.rollout.Scenes.pending;
import static dev.tidegate.core.rollout.Scenes.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.routing.Routing;

import org.junit.jupiter.api.Test;

/** Whose live release moves the routes of a VirtualService. */
class RolloutCacheTest {

    private static final ServiceKey RATINGS = new ServiceKey("bookinfo", "ratings");
    private static final Routing ROUTING = plan().routing();

    private final RolloutCache cache = new RolloutCache();

    private void put(Rollout rollout, int number, String version) {
        cache.put(new Stored(rollout, number, version, 0));
    }

    @Test
    void releaseMovesItsRoutesFromItsBeginningToItsEnd() {
        assertThat(cache.moving(RATINGS, ROUTING)).isEmpty();
        put(pending(plan()), 1, "1");
        assertThat(cache.moving(RATINGS, ROUTING)).containsExactly(REVIEWS);
        assertThat(cache.moving(REVIEWS, ROUTING)).isEmpty();
        put(moved(pending(plan()), command("a", Action.ABORT), START), 1, "2");
        assertThat(cache.moving(RATINGS, ROUTING)).isEmpty();
    }

    @Test
    void releaseThatIsDeletedMovesNothing() {
        put(pending(plan()), 1, "1");
        cache.remove(REVIEWS, 1);
        assertThat(cache.moving(RATINGS, ROUTING)).isEmpty();
    }
}
