package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;

import java.util.Optional;

/** Whether a policy lets a version be released. */
final class Opening {

    private Opening() {}

    /** Open, Refuse, NoNews or NotYet. */
    static ServiceDecision of(ServiceView view, DeployStarted deploy) {
        PolicyLookup policy = view.policy();
        return switch (policy) {
            case PolicyLookup.Absent _, PolicyLookup.Invalid _ ->
                    new ServiceDecision.Refuse(deploy, ungoverned(policy, deploy).orElseThrow());
            case PolicyLookup.Unreachable(String why) -> new ServiceDecision.NotYet(why);
            case PolicyLookup.Found _ when ungoverned(policy, deploy).isPresent() ->
                    new ServiceDecision.Refuse(deploy, ungoverned(policy, deploy).orElseThrow());
            case PolicyLookup.Found found when !carries(view, deploy.version(), found) ->
                    new ServiceDecision.Open(deploy, found.plan());
            case PolicyLookup.Found _ ->
                    deploy.declared()
                            ? noNews(deploy, "carries the traffic already")
                            : new ServiceDecision.Refuse(
                                    deploy,
                                    "version: %s carries the traffic already; deploy another version"
                                            .formatted(deploy.version()));
        };
    }

    static ServiceDecision.NoNews noNews(DeployStarted deploy, String why) {
        return new ServiceDecision.NoNews(
                deploy, "%s is declared, and %s".formatted(deploy.version(), why));
    }

    /** Why no policy lets the version be released; empty when one does. */
    static Optional<String> ungoverned(PolicyLookup policy, DeployStarted deploy) {
        ServiceKey service = deploy.service();
        return switch (policy) {
            case PolicyLookup.Absent() ->
                    Optional.of(
                            "service: %s has no RolloutPolicy; create one of that name in namespace %s"
                                    .formatted(service, service.namespace()));
            case PolicyLookup.Invalid(String why) ->
                    Optional.of("RolloutPolicy %s is invalid: %s".formatted(service, why));
            case PolicyLookup.Found(var plan, var _, var _) ->
                    plan.routing().unnamed(deploy.version());
            case PolicyLookup.Unreachable _ -> Optional.empty();
        };
    }

    /** Whether a rollout of the version could begin now, as far as it is known here. */
    static boolean may(ServiceView view, Version version) {
        return view.policy() instanceof PolicyLookup.Found found
                && found.plan().routing().unnamed(version).isEmpty()
                && !carries(view, version, found);
    }

    private static boolean carries(ServiceView view, Version version, PolicyLookup.Found policy) {
        return view.carrying(policy).filter(version::equals).isPresent();
    }
}
