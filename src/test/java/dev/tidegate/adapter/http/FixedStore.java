package dev.tidegate.adapter.http;

import dev.tidegate.controller.Result;
import dev.tidegate.controller.RolloutStore;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A store of rollouts that never change. */
record FixedStore(List<Stored> all, CompletableFuture<Void> read) implements RolloutStore {

    FixedStore(List<Stored> all) {
        this(all, CompletableFuture.completedFuture(null));
    }

    @Override
    public List<Stored> of(ServiceKey service) {
        return all.stream().filter(s -> s.rollout().service().equals(service)).toList();
    }

    @Override
    public void awaitRead() {
        read.join();
    }

    @Override
    public boolean isRead() {
        return read.isDone();
    }

    @Override
    public Result<List<Stored>> refresh(ServiceKey service) {
        return new Result.Done<>(of(service));
    }

    @Override
    public Result<Boolean> refresh(String namespace, Collection<ServiceKey> services) {
        return new Result.Done<>(true);
    }

    @Override
    public Result<Stored> create(DeployStarted deploy, int number, RolloutPlan plan) {
        return new Result.Rejected<>("this store never changes");
    }

    @Override
    public Result<Stored> commit(Stored read, Rollout next, long publishedRevision) {
        return new Result.Rejected<>("this store never changes");
    }
}
