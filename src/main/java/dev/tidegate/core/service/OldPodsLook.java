package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.rollout.ReleaseView;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.routing.Routing;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whether the pods of a replaced version are needed by anybody.
 *
 * @param workload name of its Deployment
 * @param replicas how many pods that wants
 * @param reason why they stay, for a person; empty when they may go
 * @param unknown why that cannot be said now; empty when it can
 */
record OldPodsLook(
        String workload, long replicas, Optional<String> reason, Optional<String> unknown) {

    /** Looks at all that may be in the way, as it is now. */
    static OldPodsLook of(ServiceView view, Rollout ended) {
        Version old = ended.stable().orElseThrow();
        String workload = Routing.workload(ended.plan().workload(), ended.service(), old);
        Optional<String> unknown = unknown(view, ended);
        if (unknown.isPresent()) {
            return new OldPodsLook(workload, 0, Optional.empty(), unknown);
        }
        return switch (view.scale(workload)) {
            case Answer.Unknown<ScaleLook>(String why) ->
                    new OldPodsLook(workload, 0, Optional.empty(), Optional.of(why));
            case Answer.Known<ScaleLook>(ScaleLook scale) ->
                    new OldPodsLook(
                                    workload,
                                    scale.replicas().orElse(0L),
                                    policy(view)
                                            .or(() -> needed(view, ended, old))
                                            .or(() -> scaled(scale, ended)),
                                    Optional.empty())
                            .ofOthers(view)
                            .onRoutes(view, ended);
        };
    }

    private OldPodsLook onRoutes(ServiceView view, Rollout ended) {
        return and(
                () -> view.leading(Scalings.reversed(ended)),
                routes -> Optional.of(routes).filter(r -> !r.isEmpty()).map(OldPodsLook::lead));
    }

    private OldPodsLook ofOthers(ServiceView view) {
        return and(() -> view.userOf(workload), user -> user.map(who -> who + " uses them, too"));
    }

    /** One more look, where nothing is in the way so far. */
    private <T> OldPodsLook and(Supplier<Answer<T>> asked, Function<T, Optional<String>> why) {
        if (reason.isPresent() || unknown.isPresent()) {
            return this;
        }
        return switch (asked.get()) {
            case Answer.Unknown<T>(String away) ->
                    new OldPodsLook(workload, replicas, Optional.empty(), Optional.of(away));
            case Answer.Known<T>(T seen) ->
                    new OldPodsLook(workload, replicas, why.apply(seen), Optional.empty());
        };
    }

    private static Optional<String> unknown(ServiceView view, Rollout ended) {
        if (!ended.left()) {
            return Optional.of("its routes are not acknowledged yet");
        }
        return switch (view.policy()) {
            case PolicyLookup.Unreachable(String why) -> Optional.of(why);
            case PolicyLookup.Invalid(String why) -> Optional.of("the policy is invalid: " + why);
            case PolicyLookup.Found _, PolicyLookup.Absent _ -> view.frozen();
        };
    }

    /** Whoever has taken the rule out of the policy wants the pods to stay. */
    private static Optional<String> policy(ServiceView view) {
        return view.policy() instanceof PolicyLookup.Found found
                        && found.plan().scaleDown().isPresent()
                ? Optional.empty()
                : Optional.of("the policy's oldVersion.scaleDown is not there any more");
    }

    private static Optional<String> needed(ServiceView view, Rollout ended, Version old) {
        if (ended.plan().routing().elsewhere(old)) {
            return Optional.of("it runs in another namespace, or outside the cluster");
        }
        return view.rollouts().stream()
                .takeWhile(rollout -> !rollout.equals(ended))
                .filter(rollout -> uses(rollout, old))
                .map(
                        rollout ->
                                rollout.identity().name()
                                        + (rollout.live() ? " uses it" : " has used it since"))
                .findFirst()
                .or(() -> waits(view, old))
                .or(() -> carries(view, old));
    }

    /** Whether a later release has moved traffic to the version, or away from it. */
    private static boolean uses(Rollout rollout, Version old) {
        boolean moved = rollout.live() || rollout.traffic().isPresent();
        return moved
                && !rollout.plan().dryRun()
                && (Scalings.versions(rollout).anyMatch(old::equals)
                        || rollout.traffic().filter(t -> t.reaches(old)).isPresent());
    }

    private static Optional<String> waits(ServiceView view, Version old) {
        return view.rollouts().stream()
                .filter(r -> r.next().filter(next -> next.version().equals(old)).isPresent())
                .map(r -> "a release of it waits for the end of " + r.identity().name())
                .findFirst();
    }

    /** By the releases: the routes are looked at, too. */
    private static Optional<String> carries(ServiceView view, Version old) {
        return view.moved().stream()
                .filter(rollout -> !rollout.live())
                .findFirst()
                .flatMap(ReleaseView::carriedAfter)
                .filter(old::equals)
                .map(_ -> "it carries the traffic");
    }

    private static String lead(List<String> routes) {
        return routes.size() == 1
                ? routes.getFirst() + " leads to it"
                : "%s and %d more lead to it".formatted(routes.getFirst(), routes.size() - 1);
    }

    private static Optional<String> scaled(ScaleLook scale, Rollout ended) {
        if (scale.replicas().isEmpty()) {
            return Optional.of("its Deployment does not exist");
        }
        long few = ended.plan().scaleDown().orElseThrow().replicas();
        // a scaling that was carried out, and not written down, is no reason
        boolean open = ended.pods().stable().filter(Scaling::open).isPresent();
        return scale.owner()
                .map(owner -> owner + " scales it")
                .or(
                        () ->
                                scale.replicas()
                                        .filter(replicas -> !open && replicas <= few)
                                        .map(_ -> "there are no more than wanted"));
    }
}
