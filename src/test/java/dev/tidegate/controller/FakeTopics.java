package dev.tidegate.controller;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** An audit log in memory, with faults on demand. */
class FakeTopics implements Outcomes {

    final List<String> published = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();

    final Deque<Result<?>> publishFaults = new ArrayDeque<>();

    /** Whether no topic takes an outcome, each attempt being told so at once. */
    final AtomicBoolean noOutcomes = new AtomicBoolean();

    /** What a publish waits for, when it is to hang. */
    final AtomicReference<CountDownLatch> publishing = new AtomicReference<>(new CountDownLatch(0));

    final AtomicInteger publishTries = new AtomicInteger();

    final Deque<Result<?>> refusalFaults = new ArrayDeque<>();
    final Deque<Result<?>> stepDueFaults = new ArrayDeque<>();

    /** What was published so far. */
    synchronized List<String> told() {
        return List.copyOf(published);
    }

    @SuppressWarnings("unchecked")
    static <T> Optional<Result<T>> fault(Deque<Result<?>> faults) {
        return Optional.ofNullable((Result<T>) faults.poll());
    }

    @Override
    public Result<Boolean> publish(Rollout rollout, Move move) {
        publishTries.incrementAndGet();
        try {
            publishing.get().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return noOutcomes.get()
                ? new Result.Unreachable<>("not enough replicas")
                : published(rollout, move);
    }

    private synchronized Result<Boolean> published(Rollout rollout, Move move) {
        Optional<Result<Boolean>> fault = fault(publishFaults);
        if (fault.isPresent()) {
            return fault.get();
        }
        published.add(
                rollout.identity().name() + "/" + move.revision() + " " + move.phase().title());
        return new Result.Done<>(true);
    }

    @Override
    public synchronized Result<Boolean> refused(ServiceKey service, Refusal refusal) {
        Optional<Result<Boolean>> fault = fault(refusalFaults);
        if (fault.isPresent()) {
            return fault.get();
        }
        refusals.add(refusal.reason());
        return new Result.Done<>(true);
    }

    @Override
    public synchronized Result<Boolean> scaled(Rollout rollout, Version version, Scaling scaling) {
        Optional<Result<Boolean>> fault = fault(publishFaults);
        if (fault.isPresent()) {
            return fault.get();
        }
        published.add(
                "%s/%s %d to %d"
                        .formatted(
                                rollout.identity().name(), version, scaling.from(), scaling.to()));
        return new Result.Done<>(true);
    }

    @Override
    public synchronized Result<Boolean> stepDue(Rollout rollout) {
        Optional<Result<Boolean>> fault = fault(stepDueFaults);
        if (fault.isPresent()) {
            return fault.get();
        }
        published.add("due " + rollout.identity().name() + "/" + rollout.revision());
        return new Result.Done<>(true);
    }
}
