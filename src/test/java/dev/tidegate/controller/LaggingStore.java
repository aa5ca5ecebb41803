package dev.tidegate.controller;

import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Scenes;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a replica reads whose watch stands still, until it asks the API server itself. */
final class LaggingStore implements RolloutStore {

    private final FakeWorld world;
    private final List<Stored> old;
    private final AtomicBoolean behind = new AtomicBoolean(true);

    /** Stands still from now on. */
    LaggingStore(FakeWorld world) {
        this.world = world;
        this.old = world.of(Scenes.REVIEWS);
    }

    @Override
    public List<Stored> of(ServiceKey service) {
        return behind.get() ? old : world.of(service);
    }

    @Override
    public List<Stored> all() {
        return of(Scenes.REVIEWS);
    }

    @Override
    public void awaitRead() {}

    @Override
    public boolean isRead() {
        return true;
    }

    @Override
    public Result<List<Stored>> refresh(ServiceKey service) {
        Result<List<Stored>> read = world.refresh(service);
        if (read instanceof Result.Done<?>) {
            behind.set(false);
        }
        return read;
    }

    @Override
    public Result<Boolean> refresh(String namespace, Collection<ServiceKey> services) {
        Result<Boolean> read = world.refresh(namespace, services);
        if (read instanceof Result.Done<?>) {
            behind.set(false);
        }
        return read;
    }

    @Override
    public Result<Stored> create(DeployStarted deploy, int number, RolloutPlan plan) {
        return world.create(deploy, number, plan);
    }

    @Override
    public Result<Stored> commit(Stored read, Rollout next, long publishedRevision) {
        return world.commit(read, next, publishedRevision);
    }
}
