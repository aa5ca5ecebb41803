package dev.tidegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapter.rollouts.Examples;
import dev.tidegate.adapter.rollouts.RolloutStatuses;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PodState;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.traffic.Traffic;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class ClusterWatchTest {

    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");

    private final List<ServiceKey> nudged = new ArrayList<>();
    private final ClusterWatch watch = new ClusterWatch(nudged::add);
    private final Rollout live =
            RolloutStatuses.read(Examples.rollout("reviews", 3, "v2")).rollout();

    @Test
    void onlyWhatConcernsALiveRolloutNudgesIt() {
        // Given a live rollout, nudged when it is first seen
        watch.rollout(live);
        watch.rollout(live);
        assertThat(nudged).containsExactly(REVIEWS);
        // When its workload, its routes and others change
        watch.object("Deployment", "bookinfo", "reviews-v2");
        watch.object("VirtualService", "bookinfo", "reviews");
        watch.object("DestinationRule", "bookinfo", "reviews");
        watch.object("Deployment", "bookinfo", "reviews-v1");
        watch.object("VirtualService", "other", "reviews");
        // Then its own nudge it
        assertThat(nudged).hasSize(4);
    }

    @Test
    void whereAReleaseWaitsEachDeploymentOfItsNamespaceNudges() {
        // Given a live rollout with a deployment behind it, whose policy may have changed since
        watch.rollout(
                new Rollout(
                        live.identity(),
                        live.revision(),
                        live.phase(),
                        live.stable(),
                        live.traffic(),
                        live.wantedRevision(),
                        live.history(),
                        live.handled(),
                        Optional.of(
                                new DeployStarted(
                                        "d-3", REVIEWS, Instant.EPOCH, new Version("v3"))),
                        live.routes(),
                        PodState.NONE,
                        List.of(),
                        Optional.empty()));
        nudged.clear();
        // When Deployments of this namespace and of another one appear
        watch.object("Deployment", "bookinfo", "anything-v3");
        watch.object("Deployment", "other", "reviews-v3");
        // Then the one of this namespace is looked at
        assertThat(nudged).containsExactly(REVIEWS);
    }

    @Test
    void endedRolloutIsNudgedOnceMoreAndThenNoLonger() {
        watch.rollout(live);
        nudged.clear();
        watch.rollout(ended().leavingRoutes());
        watch.object("Deployment", "bookinfo", "reviews-v2");
        assertThat(nudged).containsExactly(REVIEWS);
    }

    @Test
    void endOfAReleaseNudgesThoseThatShareAVirtualServiceWithIt() {
        // Given live rollouts of two services whose policies name one VirtualService
        Rollout other = RolloutStatuses.read(Examples.rollout("ratings", 1, "v2")).rollout();
        watch.rollout(live);
        watch.rollout(other);
        nudged.clear();
        // When one is over, Then the other is looked at
        watch.gone(other);
        assertThat(nudged).containsExactly(new ServiceKey("bookinfo", "ratings"), REVIEWS);
    }

    @Test
    void endedRolloutIsNudgedByItsRoutesUntilItHasLeftThem() {
        watch.rollout(live);
        nudged.clear();
        watch.rollout(ended());
        watch.object("VirtualService", "bookinfo", "reviews");
        assertThat(nudged).containsExactly(REVIEWS, REVIEWS);
    }

    private Rollout ended() {
        return new Rollout(
                live.identity(),
                live.revision() + 1,
                new Phase.RolledBack("an alert", Instant.EPOCH),
                live.stable(),
                Optional.of(Traffic.all(new Version("v1"))),
                0,
                live.history(),
                live.handled(),
                live.next(),
                live.routes(),
                PodState.NONE,
                List.of(),
                Optional.empty());
    }
}
