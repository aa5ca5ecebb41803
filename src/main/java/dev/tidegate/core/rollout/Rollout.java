package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.traffic.Traffic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One release of one version, and the state machine's whole state.
 *
 * @param identity what never changes
 * @param revision number of the last move, from 1
 * @param phase where it stands
 * @param stable the version to go back to; empty until the routes have shown it
 * @param traffic what the routes must carry; empty while they are not to be touched
 * @param wantedRevision the revision that last set {@code traffic}: the fence that a route is
 *     annotated with
 * @param history the last {@link #HISTORY} moves, and before them those that nobody was told yet,
 *     oldest first
 * @param handled what was taken into account
 * @param next the deployment that follows when this rollout ends
 * @param routes what is remembered of the routes
 * @param pods what is remembered of the canary's pods
 * @param refusals of events that were refused, and nobody was told yet
 * @param judged what is known of its evidence; empty while nothing is
 */
public record Rollout(
        Identity identity,
        long revision,
        Phase phase,
        Optional<Version> stable,
        Optional<Traffic> traffic,
        long wantedRevision,
        List<Move> history,
        Handled handled,
        Optional<DeployStarted> next,
        RouteState routes,
        PodState pods,
        List<Refusal> refusals,
        Optional<Judged> judged) {

    /** How many moves are kept. */
    public static final int HISTORY = 100;

    /**
     * What never changes about a rollout.
     *
     * @param uid the resource's uid
     * @param name the resource's name: service and number, {@code reviews-3}
     * @param plan the policy it started under
     * @param deploy the deployment that started it
     */
    public record Identity(String uid, String name, RolloutPlan plan, DeployStarted deploy) {}

    public Rollout {
        history = List.copyOf(history);
        refusals = List.copyOf(refusals);
    }

    /**
     * A new rollout in Pending, as its creation commits it.
     *
     * @param now when it is created: a deployment may be read long after it happened, and must not
     *     lose its time to get ready for that
     */
    public static Rollout opened(Identity identity, Instant now) {
        return Beginning.of(identity, now);
    }

    /** The same, ended, with a deployment that follows it. */
    public Rollout followedBy(DeployStarted deploy) {
        return with(phase, Optional.of(deploy), routes, pods);
    }

    /** The same with nothing to follow it; if what was to follow is refused, that is kept. */
    public Rollout withoutNext(Optional<Refusal> refused) {
        Rollout alone = with(phase, Optional.empty(), routes, pods);
        return refused.map(alone::refusing).orElse(alone);
    }

    /** The same, with an event that will not be followed and of which nobody was told yet. */
    Rollout refusing(Refusal refusal) {
        List<Refusal> all = new ArrayList<>(refusals);
        all.add(refusal);
        return with(phase, history, handled, next, routes, pods, all, judged);
    }

    /**
     * The same without what need not be kept, now that it was told.
     *
     * @param published every move up to this one was told
     * @param refused ids of the events whose refusal was told
     */
    public Rollout told(long published, Set<String> refused) {
        return with(
                phase,
                new History(this).kept(published),
                handled,
                next,
                routes,
                pods,
                refusals.stream().filter(r -> !refused.contains(r.event())).toList(),
                judged);
    }

    /**
     * The same, knowing why its routes are not as wanted; with empty, that nothing is in the way.
     */
    public Rollout withProblem(Optional<String> problem) {
        return with(phase, next, routes.with(problem), pods);
    }

    /** The same, ended, with its routes as wanted for the last time. */
    public Rollout leavingRoutes() {
        return with(phase, next, routes.acknowledged(revision), pods);
    }

    Rollout withRoutes(RouteState newRoutes, Phase newPhase) {
        return with(newPhase, next, newRoutes, pods);
    }

    Rollout withPods(PodState newPods) {
        return with(phase, next, routes, newPods);
    }

    /** The same, in that phase and with that to follow, the event taken into account. */
    Rollout noting(RolloutEvent event, Phase newPhase, Optional<DeployStarted> newNext) {
        return with(newPhase, history, handled.and(event), newNext, routes, pods, refusals, judged);
    }

    /** The same, knowing this of its evidence. */
    Rollout judging(Judged known) {
        return with(phase, history, handled, next, routes, pods, refusals, Optional.of(known));
    }

    /** The same rollout, the alerts of these identities taken into account. */
    Rollout rememberingAlerts(List<String> identities) {
        return with(
                phase,
                history,
                handled.andAlerts(identities),
                next,
                routes,
                pods,
                refusals,
                judged);
    }

    private Rollout with(
            Phase newPhase,
            Optional<DeployStarted> newNext,
            RouteState newRoutes,
            PodState newPods) {
        return with(newPhase, history, handled, newNext, newRoutes, newPods, refusals, judged);
    }

    private Rollout with(
            Phase newPhase,
            List<Move> newHistory,
            Handled newHandled,
            Optional<DeployStarted> newNext,
            RouteState newRoutes,
            PodState newPods,
            List<Refusal> newRefusals,
            Optional<Judged> newJudged) {
        return new Rollout(
                identity,
                revision,
                newPhase,
                stable,
                traffic,
                wantedRevision,
                newHistory,
                newHandled,
                newNext,
                newRoutes,
                newPods,
                newRefusals,
                newJudged);
    }

    /**
     * Whether the event was taken into account, or another copy of its alert, or it is so old that
     * it may have been.
     */
    public boolean knows(RolloutEvent event) {
        return hasHandled(event)
                || handled.forgot(event)
                || (event instanceof AlertFired fired
                        && handled.contains(fired.alert().identity()));
    }

    /** Whether the event was taken into account, as far as is remembered. */
    boolean hasHandled(RolloutEvent event) {
        String id = event.id();
        return !(event instanceof RolloutEvent.Observed)
                && (id.equals(identity.deploy().id()) || handled.contains(id));
    }

    public ServiceKey service() {
        return identity.deploy().service();
    }

    public Version canary() {
        return identity.deploy().version();
    }

    public RolloutPlan plan() {
        return identity.plan();
    }

    public boolean live() {
        return phase instanceof Phase.Live;
    }

    /** Whether a person wanted it, to go back to a version that was stable before. */
    public boolean goesBack() {
        return identity.deploy().leaves().isPresent();
    }

    /**
     * Whether the routes are no longer this rollout's: one that has ended makes them as it wants
     * them once. Whoever writes them afterwards is left alone.
     */
    public boolean left() {
        return !live() && (traffic.isEmpty() || routes.acknowledged() >= revision);
    }

    /** How everybody's requests are to be divided; empty while no route is to be touched. */
    public Optional<Distribution> wanted() {
        return traffic.map(Traffic::everybody);
    }

    /** Whether any request is to go to the canary. */
    public boolean reachesCanary() {
        return traffic.filter(t -> t.reaches(canary())).isPresent();
    }

    /** The canary's wanted weight: of everybody's requests. */
    public Weight canaryWeight() {
        return wanted().map(w -> w.weightOf(canary())).orElse(Weight.ZERO);
    }

    /** Name of the canary's Deployment. */
    public String workload() {
        return Routing.workload(plan().workload(), service(), canary());
    }
}
