package dev.tidegate.controller;

import dev.tidegate.controller.Policies.Lookup;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Refusal;

import java.util.Optional;

/** Makes rollouts of deployments, if a policy lets it. */
final class Openings {

    private final Ports ports;
    private final RolloutStore store;

    Openings(Ports ports) {
        this.ports = ports;
        this.store = ports.store();
    }

    /** Why no policy lets the version be released; empty when one does. */
    static Optional<String> ungoverned(Lookup policy, DeployStarted deploy) {
        ServiceKey service = deploy.service();
        return switch (policy) {
            case Lookup.Absent() ->
                    Optional.of(
                            "service: %s has no RolloutPolicy; create one of that name in namespace %s"
                                    .formatted(service, service.namespace()));
            case Lookup.Invalid(String why) ->
                    Optional.of("RolloutPolicy %s is invalid: %s".formatted(service, why));
            case Lookup.Unreachable _, Lookup.Found _ -> Optional.empty();
        };
    }

    /**
     * Starts a new rollout; the resource's number is the lock, so two processes cannot both start
     * one.
     *
     * @return what has begun, or why nothing has
     */
    Opened open(DeployStarted deploy) {
        Lookup policy = ports.policies().find(deploy.service());
        return switch (policy) {
            case Lookup.Absent _, Lookup.Invalid _ ->
                    new Opened.Refused(
                            Refusal.of(deploy, ungoverned(policy, deploy).orElseThrow()));
            case Lookup.Unreachable(String why) -> new Opened.NotYet(why);
            case Lookup.Found found -> {
                if (carries(deploy.service(), deploy.version(), found)) {
                    yield deploy.declared()
                            ? new Opened.Not("carries the traffic already")
                            : new Opened.Refused(
                                    Refusal.of(
                                            deploy,
                                            "version: %s carries the traffic already; deploy another version"
                                                    .formatted(deploy.version())));
                }
                yield create(deploy, found);
            }
        };
    }

    /** Whether a rollout of the version could begin now, as far as it is known here. */
    boolean mayOpen(ServiceKey service, Version version) {
        return ports.policies().find(service) instanceof Lookup.Found found
                && !carries(service, version, found);
    }

    private boolean carries(ServiceKey service, Version version, Lookup.Found policy) {
        return ports.routes()
                .look(service, policy.plan(), policy.stable())
                .stable()
                .filter(version::equals)
                .isPresent();
    }

    private Opened create(DeployStarted deploy, Lookup.Found policy) {
        int number = store.latest(deploy.service()).map(s -> s.number() + 1).orElse(1);
        return switch (store.create(deploy, number, policy.plan())) {
            case Result.Done<Stored>(Stored created) -> {
                ports.telemetry()
                        .decided(
                                deploy,
                                Optional.of(created.rollout()),
                                new Decision.Moved(created.rollout(), deploy.cause()));
                yield new Opened.Begun(created);
            }
            case Result.Conflict<Stored>(String what) ->
                    new Opened.NotYet(taken(deploy, number, what));
            case Result.Unreachable<Stored>(String why) -> new Opened.NotYet(why);
            case Result.Rejected<Stored>(String why) ->
                    new Opened.Refused(Refusal.of(deploy, why + "; deploy again"));
        };
    }

    /** Somebody else has the number: next time there is a newer rollout to decide on. */
    private String taken(DeployStarted deploy, int number, String what) {
        ports.telemetry().conflict(what);
        boolean read =
                store.refresh(deploy.service()) instanceof Result.Done<?>
                        && store.latest(deploy.service())
                                .filter(s -> s.number() >= number)
                                .isPresent();
        return read
                ? what
                : "rollout %s-%d exists and cannot be read; repair it, or delete it"
                        .formatted(deploy.service().name(), number);
    }
}
