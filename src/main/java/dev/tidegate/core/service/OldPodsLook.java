package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.rollout.ReleaseView;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.routing.Routing;

import java.util.List;
import java.util.Optional;

/**
 * Whether the pods of a replaced version are needed by anybody.
 *
 * @param replicas how many its Deployment wants
 * @param reason why they stay, for a person; empty when they may go
 * @param unknown why that cannot be said now; empty when it can
 */
record OldPodsLook(long replicas, Optional<String> reason, Optional<String> unknown) {

    /** No Deployment wants so many. */
    private static final long NOBODY = -1;

    /** Looks at all that may be in the way, as it is now. */
    static OldPodsLook of(ServiceView view, Rollout ended) {
        return of(view, ended, Scalings.lowers(ended).orElseThrow().replicas(), NOBODY);
    }

    /** Looks once more before pods are taken: what was decided may be long ago. */
    static OldPodsLook again(ServiceView view, Rollout ended, Scaling decided) {
        return of(view, ended, NOBODY, decided.to());
    }

    /**
     * Looks.
     *
     * @param enough so many pods stay
     * @param done with so many there is nothing left to be decided
     */
    private static OldPodsLook of(ServiceView view, Rollout ended, long enough, long done) {
        Version old = ended.stable().orElseThrow();
        return unknown(view)
                .map(OldPodsLook::notYet)
                .orElseGet(
                        () ->
                                switch (view.scale(workload(ended, old))) {
                                    case Answer.Unknown<ScaleLook>(String why) -> notYet(why);
                                    case Answer.Known<ScaleLook>(ScaleLook scale) ->
                                            scale.replicas().equals(Optional.of(done))
                                                    ? new OldPodsLook(
                                                            done,
                                                            Optional.empty(),
                                                            Optional.empty())
                                                    : of(view, ended, scale, enough);
                                });
    }

    private static OldPodsLook of(ServiceView view, Rollout ended, ScaleLook scale, long enough) {
        Version old = ended.stable().orElseThrow();
        long replicas = scale.replicas().orElse(0L);
        Optional<String> needed =
                policy(view).or(() -> needed(view, ended, old)).or(() -> scaled(scale, enough));
        if (needed.isPresent()) {
            return new OldPodsLook(replicas, needed, Optional.empty());
        }
        return switch (view.leading(Scalings.reversed(ended))) {
            case Answer.Unknown<List<String>>(String why) -> notYet(why);
            case Answer.Known<List<String>>(var routes) ->
                    new OldPodsLook(
                            replicas,
                            Optional.of(routes).filter(r -> !r.isEmpty()).map(OldPodsLook::lead),
                            Optional.empty());
        };
    }

    private static OldPodsLook notYet(String why) {
        return new OldPodsLook(0, Optional.empty(), Optional.of(why));
    }

    private static Optional<String> unknown(ServiceView view) {
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
        return view.rollouts().stream()
                .filter(rollout -> rollout.live() || rollout.next().isPresent())
                .filter(rollout -> uses(rollout, old))
                .map(rollout -> rollout.identity().name() + " uses it")
                .findFirst()
                .or(() -> replaced(view, ended, old))
                .or(() -> carries(view, old))
                .or(() -> view.userOf(workload(ended, old)).map(user -> user + " uses them, too"));
    }

    private static boolean uses(Rollout rollout, Version old) {
        return (rollout.live()
                        && (rollout.canary().equals(old)
                                || rollout.stable().equals(Optional.of(old))
                                || rollout.traffic().filter(t -> t.reaches(old)).isPresent()))
                || rollout.next().filter(next -> next.version().equals(old)).isPresent();
    }

    /** Then its time counts from the end of that release. */
    private static Optional<String> replaced(ServiceView view, Rollout ended, Version old) {
        String uid = ended.identity().uid();
        return view.rollouts().stream()
                .takeWhile(rollout -> !rollout.identity().uid().equals(uid))
                .filter(rollout -> Scalings.lowers(rollout).isPresent())
                .filter(rollout -> rollout.stable().equals(Optional.of(old)))
                .map(rollout -> rollout.identity().name() + " has replaced it since")
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

    private static Optional<String> scaled(ScaleLook scale, long enough) {
        if (scale.replicas().isEmpty()) {
            return Optional.of("its Deployment does not exist");
        }
        return scale.owner()
                .map(owner -> owner + " scales it")
                .or(
                        () ->
                                scale.replicas()
                                        .filter(replicas -> replicas <= enough)
                                        .map(_ -> "there are no more than wanted"));
    }

    private static String workload(Rollout ended, Version old) {
        return Routing.workload(ended.plan().workload(), ended.service(), old);
    }
}
