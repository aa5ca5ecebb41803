package dev.tidegate.core.service;

import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.text.TimeText;

import java.time.Instant;
import java.util.Optional;

/** What a deployment means: for the live rollout, or as the start of another. */
final class DeploymentDecisions {

    private DeploymentDecisions() {}

    static ServiceDecision decide(ServiceView view, DeployStarted deploy, Instant now) {
        Optional<Rollout> known = view.knowing(deploy);
        Optional<ServiceDecision> declared =
                known.isEmpty() && deploy.declared()
                        ? LeftVersions.declared(view, deploy, now)
                        : Optional.empty();
        if (declared.isPresent()) {
            return declared.get();
        }
        Optional<Rollout> concerned = known.or(view::live);
        if (concerned.isPresent()) {
            OnRollout decided = OnRollout.of(view, concerned.get(), deploy, now);
            if (known.isEmpty() && !view.fresh() && decided.unmoved()) {
                return new ServiceDecision.ReadAnew("what is known here refuses " + deploy.id());
            }
            Optional<OnRollout> next =
                    Optional.of(decided)
                            .filter(OnRollout::supersedes)
                            .or(
                                    () ->
                                            known.isEmpty()
                                                    ? DryRuns.takenOver(view, decided, deploy, now)
                                                    : Optional.empty());
            return next.isPresent() ? startable(view, next.get(), deploy, now) : decided;
        }
        Optional<Rollout> unfinished = view.latest().filter(r -> r.next().isPresent());
        if (unfinished.isPresent()) {
            // whoever ended it got no further: its turn comes first
            return new ServiceDecision.First(Successor.of(view, deploy, now), deploy);
        }
        if (DryRuns.tookBack(view, deploy)) {
            return view.fresh()
                    ? Opening.noNews(
                            deploy, "was rolled back last; retry it, or release another version")
                    : new ServiceDecision.ReadAnew(
                            "what is known here has " + deploy.version() + " rolled back");
        }
        if (DryRuns.tried(view, deploy)) {
            return Opening.noNews(
                    deploy,
                    "a dry run of it has ended; the policy's dryRun still says that no route is"
                            + " written");
        }
        return view.latest()
                .filter(latest -> deploy.isOlderThan(latest.identity().deploy()))
                .<ServiceDecision>map(newer -> older(deploy, newer))
                .orElseGet(() -> opened(view, deploy));
    }

    private static ServiceDecision older(DeployStarted deploy, Rollout newer) {
        return new ServiceDecision.Refuse(
                deploy,
                "time: %s is older than %s, of the deployment that %s released; if it is the newer one, its sender's clock is behind: set it right, and deploy again with a new event"
                        .formatted(
                                TimeText.moment(deploy.time()),
                                TimeText.moment(newer.identity().deploy().time()),
                                newer.identity().name()));
    }

    /**
     * Starts a release. One that has succeeded may still be opened again by a late alert, so that
     * it is followed is written on it first: either that fails, or the alert's write does.
     */
    private static ServiceDecision opened(ServiceView view, DeployStarted deploy) {
        return view.latest()
                .filter(latest -> latest.phase() instanceof Phase.Succeeded)
                .filter(_ -> Opening.may(view, deploy.version()))
                .<ServiceDecision>map(latest -> new ServiceDecision.Follow(latest, deploy))
                .orElseGet(() -> Opening.of(view, deploy));
    }

    /** No release ends for one that cannot start: that is found out first. */
    private static ServiceDecision startable(
            ServiceView view, OnRollout decided, DeployStarted deploy, Instant now) {
        PolicyLookup policy = view.policy();
        if (policy instanceof PolicyLookup.Unreachable(String why)) {
            return new ServiceDecision.NotYet(why);
        }
        Rollout live = decided.rollout();
        if (canStart(view, live, deploy)) {
            return decided;
        }
        Observation hindered =
                new Observation.Hindered(
                        deploy,
                        Opening.ungoverned(policy, deploy),
                        view.frozen().or(() -> DryRuns.delaying(view, live)));
        return OnRollout.of(view, live, deploy.because(hindered, now), now);
    }

    /**
     * Whether the deployment could begin in place of the live release now: its policy exists, and
     * its workload, or somebody at its host where no Deployment counts, and nothing delays it.
     */
    static boolean canStart(ServiceView view, Rollout live, DeployStarted deploy) {
        return view.frozen().isEmpty()
                && DryRuns.delaying(view, live).isEmpty()
                && view.policy() instanceof PolicyLookup.Found found
                && Opening.ungoverned(found, deploy).isEmpty()
                && (found.plan().routing().elsewhere(deploy.version())
                        || view.exists(
                                Routing.workload(
                                        found.plan().workload(),
                                        deploy.service(),
                                        deploy.version()))
                        || isReached(view.pods(found.plan(), deploy.version())));
    }

    private static boolean isReached(Pods pods) {
        return pods instanceof Pods.Elsewhere(Optional<String> unreached) && unreached.isEmpty();
    }
}
