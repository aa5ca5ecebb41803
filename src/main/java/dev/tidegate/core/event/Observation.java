package dev.tidegate.core.event;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;

import java.util.List;
import java.util.Optional;

/** What the controller saw in the cluster. */
public sealed interface Observation {

    /**
     * The gates of a pending rollout.
     *
     * @param stable the version that carries the traffic now; empty when the routes do not say
     * @param blockers why the rollout cannot start, each a sentence for a person; empty when it can
     * @param firing identities of the alerts that fire now, whether they are among the blockers or
     *     not
     * @param host full name of the DestinationRule's host; empty when there is no rule
     * @param prior what leads to the canary already
     * @param known whether the proxies know the canary's destinations, so that nothing is to be
     *     waited for
     */
    record GatesSeen(
            Optional<Version> stable,
            List<String> blockers,
            List<String> firing,
            Optional<String> host,
            PriorTraffic prior,
            boolean known)
            implements Observation {

        /** Of a canary whose destinations may be new. */
        public GatesSeen(
                Optional<Version> stable,
                List<String> blockers,
                List<String> firing,
                Optional<String> host,
                PriorTraffic prior) {
            this(stable, blockers, firing, host, prior, false);
        }

        /** The same of a canary whose destinations the proxies know. */
        public GatesSeen ofKnown() {
            return new GatesSeen(stable, blockers, firing, host, prior, true);
        }

        public GatesSeen {
            blockers = blockers.stream().distinct().toList();
        }
    }

    /**
     * The routes are as the revision wants them, acknowledged by the API server at the event's
     * time.
     *
     * @param whole whether each VirtualService that the policy names is there; one that comes back
     *     later may have older weights
     */
    record RoutesApplied(long revision, boolean whole) implements Observation {

        /** With each VirtualService there. */
        public RoutesApplied(long revision) {
            this(revision, true);
        }
    }

    /**
     * The routes cannot be planned or were refused; trying again without a change in the cluster is
     * useless.
     *
     * @param problem what is there, what was looked for and what to do
     */
    record RoutesBroken(long revision, String problem) implements Observation {}

    /**
     * Somebody changed a route after this rollout wrote it.
     *
     * @param found how everybody's requests are divided now
     * @param segments whether all beside the weights is as it was written: the managed routes
     *     before it, cookies and mirrors
     */
    record RoutesDrifted(String route, Distribution found, boolean segments)
            implements Observation {}

    /**
     * Somebody took away subsets that carry traffic, or are made ready to.
     *
     * @param rule where, such as {@code DestinationRule bookinfo/reviews}
     * @param versions whose subsets they are
     * @param carried how the routes divide the traffic now
     */
    record SubsetsUndefined(String rule, List<Version> versions, Distribution carried)
            implements Observation {}

    /**
     * A deployment that would take the live release's place cannot start.
     *
     * @param refused why it never can; empty when it may once its workload is there
     * @param delayed why it may not begin now, or not end that release; empty when it may
     */
    record Hindered(DeployStarted deploy, Optional<String> refused, Optional<String> delayed)
            implements Observation {

        /** One that waits for nothing but its workload. */
        public Hindered(DeployStarted deploy, Optional<String> refused) {
            this(deploy, refused, Optional.empty());
        }
    }

    /** The deployment that waits for this release's end can start. */
    record NextCanStart() implements Observation {}

    /** The live release is a dry run, and a deployment that is to move traffic ends it. */
    record TakenOver(DeployStarted deploy) implements Observation {}

    /** What the canary's pods are like now. */
    record PodsSeen(Pods pods) implements Observation {}

    /** Something in the cluster has changed that may matter; what it is has to be looked for. */
    record Nudged() implements Observation {}
}
