package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** A release is over when its routes are acknowledged, told or not. */
class EndsOfReleasesTest extends ControllerScene {

    private void post(RolloutEvent event) {
        controller.handle(event, () -> acknowledged.add(event.id()));
    }

    @Test
    void supersededReleaseWhoseRoutesCannotBeWrittenKeepsNoTraffic() {
        // Given a canary with traffic, and outcomes that wait for Kafka
        started(V2);
        world.noOutcomes.set(true);
        post(command("pause", Action.PAUSE));
        await().until(() -> world.latest().phase() instanceof Phase.Paused);
        // When a newer version is deployed, the write of the routes fails twice, and meanwhile
        // Kafka comes back
        world.applyFaults.add(new Result.Unreachable<>("500"));
        world.applyFaults.add(new Result.Unreachable<>("500"));
        post(deploy("d3", V3, later(5)));
        world.noOutcomes.set(false);
        await().until(() -> acknowledged.contains("d3"));
        // Then its traffic is back before the newer one begins
        assertThat(world.routeWrites).containsExactly("v1 95 %, v2 5 %", "v1 100 %");
        assertThat(world.of(REVIEWS))
                .extracting(s -> s.rollout().phase().title())
                .containsExactly("Preparing", "Superseded");
    }

    @Test
    void endThatWasToldIsNotOverBeforeItsRoutesAreMade() {
        // Given an end that was told, and whose routes were not made: as an earlier process left it
        started(V2);
        world.applyFaults.add(new Result.Unreachable<>("the process dies here"));
        assertThat(process().handle(deploy("d3", V3, later(5))).isDone()).isFalse();
        RolloutStore.Stored superseded = world.of(REVIEWS).getFirst();
        world.commit(superseded, superseded.rollout(), superseded.rollout().revision());
        // When an alert on its canary comes
        controller = started();
        handled(alert("a", "v2"));
        // Then the canary has no traffic
        assertThat(world.route).contains(Distribution.all(V1));
    }

    @Test
    void routeThatWasAwayAtTheEndOfARollbackGivesTheCanaryNothingWhenItComesBack() {
        // Given a rollback that found no VirtualService
        started(V2);
        Optional<Distribution> before = world.route;
        world.route = Optional.empty();
        world.applyFaults.add(new Result.Done<>(0));
        world.applyFaults.add(new Result.Done<>(0));
        handled(alert("a", "v2"));
        assertThat(world.latest().phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(world.latest().left()).isFalse();
        // When it comes back as it was
        world.route = before;
        controller.nudge(REVIEWS);
        // Then the canary's weight is taken away, and the route is left for good
        soon().until(() -> world.latest().left());
        assertThat(world.route).contains(Distribution.all(V1));
    }

    @Test
    void rollbackTakesTwoCommits() {
        started(V2);
        int before = world.commits.get();
        assertThat(handled(alert("a", "v2")).phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(world.commits.get() - before).isEqualTo(2);
        assertThat(world.of(REVIEWS).getFirst().rollout().left()).isTrue();
    }

    @Test
    void endIsToldWhenItsEventComesAgainToAnotherProcess() {
        // Given a rollback that nobody could be told of before the process died
        started(V2);
        int told = world.published.size();
        world.noOutcomes.set(true);
        RolloutEvent alert = alert("a", "v2");
        post(alert);
        await().until(() -> world.latest().phase() instanceof Phase.RolledBack);
        controller.close();
        world.noOutcomes.set(false);
        // When another event comes to the next process, then that one again
        controller = started();
        handled(alert("other", "v7"));
        assertThat(world.published).hasSize(told);
        handled(alert);
        // Then its moves are told, each once
        assertThat(world.published.subList(told, world.published.size()))
                .containsExactly("reviews-1/4 RollingBack", "reviews-1/5 RolledBack");
    }

    @Test
    void endIsMarkedAsToldWhenThereIsANewerRelease() {
        started(V2);
        handled(alert("a", "v2"));
        assertThat(world.of(REVIEWS).getFirst().publishedRevision()).isLessThan(5);
        world.now.set(later(9));
        handled(deploy("d3", V3, later(9)));
        RolloutStore.Stored ended = world.of(REVIEWS).getLast();
        assertThat(ended.publishedRevision()).isEqualTo(ended.rollout().revision());
        assertThat(world.published).doesNotHaveDuplicates();
    }

    @Test
    void movesThatNobodyWasToldAreKeptHoweverManyThereAre() {
        // Given a release that moves more often than its history is long, while Kafka is away
        started(V2);
        int told = world.published.size();
        world.noOutcomes.set(true);
        for (int i = 0; i < Rollout.HISTORY; i++) {
            long before = world.latest().revision();
            post(command("c" + i, i % 2 == 0 ? Action.PAUSE : Action.RESUME));
            await().until(() -> world.latest().revision() == before + 1);
        }
        List<String> revisions =
                world.latest().history().stream().map(m -> "/" + m.revision() + " ").toList();
        assertThat(revisions).hasSizeGreaterThanOrEqualTo(Rollout.HISTORY);
        // When it is back
        world.noOutcomes.set(false);
        await().until(() -> acknowledged.size() == Rollout.HISTORY);
        // Then each of them is told, and the next commit keeps the last ones
        assertThat(world.published.size() - told).isEqualTo(Rollout.HISTORY);
        handled(command("last", Action.PAUSE));
        assertThat(world.latest().history()).hasSize(Rollout.HISTORY);
    }
}
