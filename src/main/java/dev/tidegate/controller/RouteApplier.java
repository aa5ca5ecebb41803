package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.Writer;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Step 2 of the flow: makes the routes as the committed state wants them. That is absolute, so it
 * may be done again at any time; after a crash it is. Of a dry run they are as wanted without any
 * look at them, and nothing is written.
 */
final class RouteApplier {

    /** What came of it. */
    sealed interface Applied {

        /**
         * The routes are as wanted, and that is no news. Those of an ended rollout that are missing
         * are its own until they come back: they may have its old weights then.
         */
        record AsWanted() implements Applied {}

        /** Something was seen that the rollout has to be told; the routes may be as wanted. */
        record Saw(Observation what) implements Applied {}

        /** The routes are as an ended rollout wants them: they are its own no longer. */
        record Left() implements Applied {}

        /**
         * They are not as wanted, and nothing else can be decided; to be tried again.
         *
         * @param shown whether the status has to show why
         */
        record NotYet(String why, boolean shown) implements Applied {}
    }

    private final RolloutStore store;
    private final RouteGateway routes;
    private final Telemetry telemetry;
    private final Clock clock;
    private final Acknowledgements acknowledged = new Acknowledgements();

    RouteApplier(Ports ports) {
        this.store = ports.store();
        this.routes = ports.routes();
        this.telemetry = ports.telemetry();
        this.clock = ports.clock();
    }

    /**
     * Applies.
     *
     * @param event what is being handled
     */
    Applied apply(Rollout rollout, RolloutEvent event) {
        if (rollout.plan().dryRun()) {
            return applied(rollout, event, 0);
        }
        boolean rollingBack = rollout.phase() instanceof Phase.RollingBack;
        if (rollout.live() && !rollingBack) {
            Optional<Observation> drift = routes.drift(rollout);
            if (drift.isPresent()) {
                return new Applied.Saw(drift.get());
            }
        }
        return switch (routes.apply(rollout, writer -> exists(rollout, writer))) {
            case Result.Done<Integer>(Integer writes) -> applied(rollout, event, writes);
            case Result.Conflict<Integer>(String what) -> unanswered(rollout, what);
            case Result.Unreachable<Integer>(String why) -> unanswered(rollout, why);
            case Result.Rejected<Integer>(String problem) ->
                    rollingBack || !rollout.live()
                            ? new Applied.NotYet(problem, true)
                            : new Applied.Saw(
                                    new Observation.RoutesBroken(
                                            rollout.wantedRevision(), problem));
        };
    }

    private Applied applied(Rollout rollout, RolloutEvent event, int writes) {
        boolean rollingBack = rollout.phase() instanceof Phase.RollingBack;
        if (writes > 0) {
            telemetry.applied(
                    event, rollout, writes, Duration.between(event.time(), clock.instant()));
            if (rollingBack) {
                // other services' routes come before the end of this one is written down
                return new Applied.AsWanted();
            }
        }
        boolean back = rollingBack || rollout.phase() instanceof Phase.RolledBack;
        boolean whole = !back || routes.complete(rollout.plan());
        if (!rollout.live()) {
            return whole ? new Applied.Left() : new Applied.AsWanted();
        }
        return acknowledged.news(rollout, event, writes)
                        || rollingBack
                        || rollout.routes().problem().isPresent()
                ? new Applied.Saw(new Observation.RoutesApplied(rollout.wantedRevision(), whole))
                : new Applied.AsWanted();
    }

    /** What follows from the acknowledgement of the routes is committed. */
    void known(Rollout rollout) {
        acknowledged.known(rollout);
    }

    /** One failure is tried again at once; the second is shown. */
    private Applied unanswered(Rollout rollout, String why) {
        return new Applied.NotYet(why, acknowledged.unanswered(rollout));
    }

    /** Whether the API server has the rollout that a route names as its last writer. */
    private boolean exists(Rollout rollout, Writer writer) {
        return !(store.refresh(rollout.service()) instanceof Result.Done<List<Stored>>(var all))
                || all.stream().anyMatch(stored -> is(writer, stored));
    }

    private static boolean is(Writer writer, Stored stored) {
        return writer.uid().isEmpty()
                ? stored.number() == writer.number()
                : stored.rollout().identity().uid().equals(writer.uid());
    }

    /** Forgets what this process remembered of a rollout that has ended, or is deleted. */
    void forget(Rollout rollout) {
        acknowledged.forget(rollout);
    }
}
