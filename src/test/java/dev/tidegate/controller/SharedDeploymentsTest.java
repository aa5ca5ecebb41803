package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Scenes;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/** Whose Deployment may not be scaled for another service. */
class SharedDeploymentsTest {

    private static final ServiceKey ADMIN = new ServiceKey("bookinfo", "reviews-admin");

    private final FakeWorld world = new FakeWorld();
    private final SharedDeployments shared = new SharedDeployments(world);

    private static RolloutPlan sharing() {
        return Scenes.sharing(plan(), "reviews-{version}");
    }

    private Rollout opened(int number, String version) {
        DeployStarted deploy =
                new DeployStarted("d" + number, ADMIN, later(number), new Version(version));
        return ((Result.Done<RolloutStore.Stored>) world.create(deploy, number, sharing()))
                .value()
                .rollout();
    }

    private void ended(int number, String version) {
        Rollout opened = opened(number, version);
        Rollout moved = moved(opened, gatesOpen(), later(number));
        world.commit(
                world.of(ADMIN).getFirst(),
                new Rollout(
                        moved.identity(),
                        moved.revision(),
                        new Phase.Succeeded(later(number)),
                        moved.stable(),
                        moved.traffic(),
                        moved.wantedRevision(),
                        moved.history(),
                        moved.handled(),
                        moved.next(),
                        moved.routes(),
                        moved.pods(),
                        moved.refusals(),
                        moved.judged()),
                1);
    }

    private Result<Optional<String>> userOf(String workload) {
        return shared.userOf(REVIEWS, workload);
    }

    private static Result<Optional<String>> used() {
        return new Result.Done<>(Optional.of("service bookinfo/reviews-admin"));
    }

    private static Result<Optional<String>> free() {
        return new Result.Done<>(Optional.empty());
    }

    @Test
    void liveReleaseUsesBothVersionsAndAnEndedOneTheLast() {
        ended(1, "v2");
        assertThat(userOf("reviews-v2")).isEqualTo(used());
        assertThat(userOf("reviews-v1")).isEqualTo(free());
        // and one that has not passed its gates changes nothing of what carries the traffic
        opened(2, "v3");
        assertThat(userOf("reviews-v3")).isEqualTo(used());
        assertThat(userOf("reviews-v2")).isEqualTo(used());
    }

    @Test
    void ownReleasesAndThoseOfOtherNamespacesAreNotMeant() {
        ended(1, "v2");
        assertThat(shared.userOf(ADMIN, "reviews-v2")).isEqualTo(free());
        assertThat(shared.userOf(new ServiceKey("other", "reviews"), "reviews-v2"))
                .isEqualTo(free());
    }

    @Test
    void nothingIsKnownWhileTheirRolloutsCannotBeRead() {
        ended(1, "v2");
        world.refreshFaults.add(new Result.Unreachable<>("503"));
        assertThat(userOf("reviews-v2")).isInstanceOf(Result.Unreachable.class);
    }
}
