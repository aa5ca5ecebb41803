package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Looks whether a release can go back to a version: as its gates would, before there is one. */
final class BackLook {

    private BackLook() {}

    /** What there is now for {@code back}; the version that it leaves is the one that carries. */
    static WayBack of(ServiceView view, DeployStarted back, Instant now) {
        return switch (view.policy()) {
            case PolicyLookup.Unreachable(String why) -> new WayBack.Unknown(why);
            case PolicyLookup.Found found -> along(view, back, found.plan(), now);
            // an edit that broke it must not keep anybody from going back
            case PolicyLookup.Invalid broken ->
                    view.latest()
                            .map(latest -> along(view, back, latest.plan(), now))
                            .orElseGet(() -> ungoverned(broken, back));
            case PolicyLookup.Absent absent -> ungoverned(absent, back);
        };
    }

    /** As it would be opened; what is seen for it is another's while a release is live. */
    private static Rollout rehearsed(
            ServiceView view, DeployStarted back, RolloutPlan plan, Instant now) {
        String before = view.live().map(live -> live.identity().uid()).orElse("");
        String uid = "after " + before;
        return Rollout.opened(new Rollout.Identity(uid, back.service().name(), plan, back), now);
    }

    private static WayBack ungoverned(PolicyLookup policy, DeployStarted back) {
        return new WayBack.Closed(Opening.ungoverned(policy, back).orElseThrow());
    }

    private static WayBack along(
            ServiceView view, DeployStarted back, RolloutPlan plan, Instant now) {
        Version version = back.version();
        Set<String> known = StableVersions.of(view);
        if (!known.contains(version.name())) {
            return new WayBack.Closed(
                    "version: %s was not stable in any release that is kept of %s; use one of %s, or deploy it"
                            .formatted(version, back.service(), known));
        }
        Optional<String> unnamed = plan.routing().unnamed(version);
        if (unnamed.isPresent()) {
            return new WayBack.Closed(unnamed.get());
        }
        Rollout rehearsed = rehearsed(view, back, plan.straight(), now);
        GateLook look = view.gates(rehearsed);
        Optional<Version> carrying =
                view.live()
                        .filter(live -> !live.plan().dryRun())
                        .map(live -> live.stable().orElseGet(live::canary))
                        .or(look.routes()::stable);
        if (carrying.equals(Optional.of(version))) {
            return new WayBack.Closed(
                    "version: %s carries the traffic already; --to VERSION goes to another one"
                            .formatted(version));
        }
        Optional<String> obstacle = BackObstacle.of(view, look, rehearsed, now);
        return obstacle.isPresent()
                ? new WayBack.Closed(
                        "%s cannot take the traffic now: %s; give the command again when that is over"
                                .formatted(version, obstacle.get()))
                : new WayBack.Open(
                        new ServiceDecision.Open(
                                back.leaving(carrying.orElseThrow()), rehearsed.plan()));
    }
}
