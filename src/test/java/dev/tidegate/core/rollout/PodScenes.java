package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.Pods.Fall;
import dev.tidegate.core.event.RolloutEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The canary's pods in the tests. */
public final class PodScenes {

    private PodScenes() {}

    public static Pods.Seen pods(long available, long wanted) {
        return fallen(available, wanted, List.of());
    }

    public static Pods.Seen fallen(long available, long wanted, List<Fall> falls) {
        return new Pods.Seen(
                "Deployment bookinfo/reviews-v2",
                wanted,
                available,
                available,
                Optional.empty(),
                falls);
    }

    /** A Deployment that is not there. */
    public static Pods.Seen missing() {
        return new Pods.Seen(
                "Deployment bookinfo/reviews-v2",
                0,
                0,
                0,
                Optional.of("Deployment bookinfo/reviews-v2 does not exist"),
                List.of());
    }

    /** So many falls, half a minute apart, the last of them at this time. */
    public static List<Fall> falls(int count, long from, long to, long wanted, Instant last) {
        return IntStream.range(0, count)
                .mapToObj(i -> last.minusSeconds(30L * (count - 1 - i)))
                .map(at -> new Fall(at, from, to, wanted))
                .toList();
    }

    public static RolloutPlan needing(Quota minAvailable, Duration noneFor) {
        RolloutPlan plan = plan();
        return new RolloutPlan(
                plan.routing(),
                plan.steps(),
                plan.bake(),
                plan.readyTimeout(),
                plan.propagation(),
                plan.workload(),
                plan.onAlert(),
                plan.onNewDeploy(),
                plan.onDrift(),
                new Availability(minAvailable, noneFor));
    }

    static Instant dueOf(Phase phase) {
        return ((Phase.Live) phase).due().orElseThrow();
    }

    static Decision gated(Rollout rollout, RolloutEvent event, Pods pods, Instant now) {
        return PodGate.decide(rollout, event, () -> pods, Optional.empty(), now);
    }

    /** The step's time comes while the pods are like this. */
    public static Decision dueWith(Rollout rollout, Pods pods) {
        Instant due = dueOf(rollout.phase());
        return gated(rollout, timer(rollout, due), pods, due);
    }

    static Decision looked(Rollout rollout, Pods pods, Instant now) {
        return gated(rollout, observed(new Observation.PodsSeen(pods)), pods, now);
    }

    /** What is committed of it; itself when nothing is. */
    public static Rollout after(Rollout before, Decision decision) {
        return switch (decision) {
            case Decision.Moved moved -> moved.next();
            case Decision.Noted noted -> noted.next();
            case Decision.Unchanged _ -> before;
        };
    }
}
