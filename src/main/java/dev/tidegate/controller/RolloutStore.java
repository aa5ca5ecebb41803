package dev.tidegate.controller;

import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The rollouts of the cluster: local reads see this process's writes; writes are optimistic. */
public interface RolloutStore extends MovedRoutes {

    /** Every rollout of {@code service}, the newest first; waits as {@link #awaitRead}. */
    List<Stored> of(ServiceKey service);

    @Override
    List<Stored> all();

    /** Waits until the cluster was read once: no early event finds a service empty that is not. */
    void awaitRead();

    /** Whether the cluster was read once. */
    boolean isRead();

    /** Reads the service's rollouts anew from the API server, after a conflict. */
    Result<List<Stored>> refresh(ServiceKey service);

    /** The same for several services of one namespace, with one request. */
    Result<Boolean> refresh(String namespace, Collection<ServiceKey> services);

    /**
     * Creates rollout number {@code number} of the service. Creating an existing one is a {@link
     * Result.Conflict}: so two processes cannot both start a release.
     */
    Result<Stored> create(DeployStarted deploy, int number, RolloutPlan plan);

    /** Commits {@code next} in place of {@code read}, unless somebody else wrote in between. */
    Result<Stored> commit(Stored read, Rollout next, long publishedRevision);

    /**
     * A rollout and the version of it that was read.
     *
     * @param number its place in the service's history, from 1
     * @param resourceVersion opaque, for the next write
     * @param publishedRevision every move up to this one has its outcome acknowledged
     */
    record Stored(Rollout rollout, int number, String resourceVersion, long publishedRevision) {}

    /** The newest rollout of the service: the only one that may be live. */
    default Optional<Stored> latest(ServiceKey service) {
        return of(service).stream().findFirst();
    }
}
