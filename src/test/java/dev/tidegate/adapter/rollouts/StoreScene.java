package dev.tidegate.adapter.rollouts;

import static org.awaitility.Awaitility.await;

import dev.tidegate.adapter.cluster.TestApi;
import dev.tidegate.adapter.policies.PolicyExamples;
import dev.tidegate.adapter.policies.PolicyReader;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.controller.Schedulers;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PodState;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;

import org.junit.jupiter.api.AfterEach;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A store on an API server double, and rollouts to put into it. */
abstract class StoreScene {

    static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    static final Instant T = Instant.parse("2026-03-01T10:00:00Z");
    static final RolloutPlan PLAN = PolicyReader.plan("bookinfo", PolicyExamples.policy());

    final TestApi api = new TestApi();
    final KubernetesRolloutStore store =
            new KubernetesRolloutStore(api.cluster, Schedulers.of(Clock.systemUTC()));

    @AfterEach
    void close() {
        store.close();
        api.close();
    }

    static <T> T done(Result<T> result) {
        if (result instanceof Result.Done<T>(T value)) {
            return value;
        }
        throw new AssertionError(result);
    }

    Result<Stored> create(int number) {
        DeployStarted deploy =
                new DeployStarted("event-" + number, REVIEWS, T, new Version("v" + (number + 1)));
        return store.create(deploy, number, PLAN);
    }

    void watchStandsStill() {
        // a watch that never began would not count as read, and whoever asks for rollouts would
        // wait; nor would one that is not open yet be cut
        await().until(() -> store.trouble().isEmpty());
        api.server.hang("watch", "Rollout", 1_000);
        api.server.cutWatches();
    }

    static Rollout moved(Rollout rollout, Phase phase) {
        List<Move> history = new ArrayList<>(rollout.history());
        long revision = rollout.revision() + 1;
        history.add(
                new Move(
                        revision,
                        T,
                        phase.kind(),
                        0,
                        Weight.ZERO,
                        "because",
                        "event",
                        Optional.empty()));
        return new Rollout(
                rollout.identity(),
                revision,
                phase,
                rollout.stable(),
                rollout.traffic(),
                rollout.wantedRevision(),
                history,
                rollout.handled(),
                Optional.empty(),
                rollout.routes(),
                PodState.NONE,
                List.of(),
                Optional.empty());
    }
}
