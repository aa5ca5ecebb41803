package dev.tidegate.controller;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.OfAlert;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.service.PolicyLookup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The policies of the cluster and what is remembered beside them. */
public interface Policies extends Governance {

    PolicyLookup find(ServiceKey service);

    /** The services that have a policy, valid or not, as far as this process knows now. */
    Set<ServiceKey> governed();

    /**
     * Alerts that were resolved lately, with the time of their end, so that a late copy of one is
     * known, as far as this process knows now: it asks nobody, waits for nobody and does not fail,
     * because a rollback waits for the answer.
     */
    List<Alert> resolved(ServiceKey service);

    /**
     * Alerts that fire now, read from the API server past every cache; none when the service has no
     * policy.
     */
    Result<List<Alert>> firing(ServiceKey service);

    /**
     * Remembers which alerts fire or have been resolved, with one write at most. A resolved one
     * ends all firings of its series that began by its end.
     *
     * @param alerts of the service, in the order in which they came
     * @return whether there is a policy to remember them beside
     */
    Result<Boolean> record(ServiceKey service, List<? extends OfAlert> alerts);

    /** Alerts that are taken to fire, as far as this process knows now; none without a policy. */
    List<Remembered> remembered(ServiceKey service);

    /**
     * Forgets every firing of a series; one that is repeated is remembered anew.
     *
     * @return whether there was one
     */
    Result<Boolean> forget(ServiceKey service, String fingerprint);

    /**
     * An alert that is taken to fire.
     *
     * @param lastSeen when a repeat of it was last written down; it may be somewhat later
     */
    record Remembered(Alert alert, Instant lastSeen) {}

    /**
     * The other services whose valid policies name a VirtualService of {@code routing}, as far as
     * this process knows now.
     */
    Set<ServiceKey> beside(ServiceKey service, Routing routing);

    /**
     * Shows the live rollout and the stable version in the policy's status; no error when the
     * policy is gone.
     */
    Result<Boolean> show(ServiceKey service, Optional<Rollout> live, Optional<Version> stable);
}
