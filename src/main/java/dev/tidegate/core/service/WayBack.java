package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.text.TimeText;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether an earlier version of a service can take all the traffic now. */
sealed interface WayBack {

    /** It can, by this release. */
    record Open(ServiceDecision.Open opening) implements WayBack {}

    /**
     * It cannot.
     *
     * @param why what is in the way and what to do, for a person
     */
    record Closed(String why) implements WayBack {}

    /** Nobody knows now. */
    record Unknown(String why) implements WayBack {}

    /** What there is now for {@code back}; the version that it leaves is the one that carries. */
    static WayBack of(ServiceView view, DeployStarted back, Instant now) {
        return switch (view.policy()) {
            case PolicyLookup.Unreachable(String why) -> new Unknown(why);
            case PolicyLookup.Found found -> along(view, back, found.plan(), now);
            // an edit that broke it must not keep anybody from going back
            case PolicyLookup.Invalid broken ->
                    view.latest()
                            .map(latest -> along(view, back, latest.plan(), now))
                            .orElseGet(() -> ungoverned(broken, back));
            case PolicyLookup.Absent absent -> ungoverned(absent, back);
        };
    }

    private static WayBack ungoverned(PolicyLookup policy, DeployStarted back) {
        return new Closed(Opening.ungoverned(policy, back).orElseThrow());
    }

    private static WayBack along(
            ServiceView view, DeployStarted back, RolloutPlan plan, Instant now) {
        Set<Version> known = stableOnce(view);
        if (!known.contains(back.version())) {
            return new Closed(
                    "version: %s was not stable in any release that is kept of %s; use one of %s, or deploy it"
                            .formatted(
                                    back.version(),
                                    back.service(),
                                    known.stream()
                                            .map(Version::name)
                                            .sorted()
                                            .collect(Collectors.joining(", ", "[", "]"))));
        }
        Rollout rehearsed =
                Rollout.opened(
                        new Rollout.Identity("", back.service().name(), plan.straight(), back),
                        now);
        GateLook look = view.gates(rehearsed);
        Optional<Version> carrying = look.routes().stable();
        if (carrying.equals(Optional.of(back.version()))) {
            return new Closed(
                    "version: %s carries the traffic already; --to VERSION goes to another one"
                            .formatted(back.version()));
        }
        return obstacle(view, look, rehearsed, now)
                .<WayBack>map(
                        why ->
                                new Closed(
                                        "%s cannot take the traffic now: %s; give the command again when that is over"
                                                .formatted(back.version(), why)))
                .orElseGet(
                        () ->
                                new Open(
                                        new ServiceDecision.Open(
                                                back.leaving(carrying.orElseThrow()),
                                                rehearsed.plan())));
    }

    private static Optional<String> obstacle(
            ServiceView view, GateLook look, Rollout rehearsed, Instant now) {
        List<String> problems = look.routes().problems();
        if (!problems.isEmpty()) {
            return Optional.of(String.join("; ", problems));
        }
        if (look.routes().stable().isEmpty()) {
            return Optional.of("the routes do not say which version carries it");
        }
        return rehearsed
                .plan()
                .availability()
                .unsteady(view.canaryPods(rehearsed), now)
                .or(
                        () ->
                                look.firing().stream()
                                        .filter(rehearsed.plan().onAlert()::counts)
                                        .filter(
                                                alert ->
                                                        alert.names(
                                                                rehearsed.canary(),
                                                                rehearsed.workload()))
                                        .map(WayBack::firing)
                                        .findFirst());
    }

    private static String firing(Alert alert) {
        return "alert %s (%s) on it fires since %s, fingerprint %s, which may be forgotten if it is over"
                .formatted(
                        alert.name(),
                        alert.severity(),
                        TimeText.moment(alert.startsAt()),
                        alert.fingerprint());
    }

    /** The versions that have had all the traffic, as far as the rollouts and the policy tell. */
    private static Set<Version> stableOnce(ServiceView view) {
        Set<Version> known = new LinkedHashSet<>();
        for (Rollout rollout : view.rollouts()) {
            rollout.stable().ifPresent(known::add);
            if (rollout.phase() instanceof Phase.Succeeded) {
                known.add(rollout.canary());
            }
        }
        if (view.policy() instanceof PolicyLookup.Found found) {
            found.stable().ifPresent(known::add);
        }
        return known;
    }
}
