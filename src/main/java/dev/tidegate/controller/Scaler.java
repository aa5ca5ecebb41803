package dev.tidegate.controller;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;

import java.time.Duration;
import java.util.Optional;

/** Scales the Deployments of versions as rollouts have decided it. */
record Scaler(Ports ports) {

    /** How soon a live release's pods are tried again. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    /**
     * How long pods that are to come back, and are all there, are looked at again: another process
     * may be about to take them, by a decision that was overtaken.
     */
    private static final Duration OVERTAKEN = Duration.ofSeconds(30);

    /**
     * Scales.
     *
     * @return the rollout to be committed; Unreachable when it is to be tried again
     */
    Result<Rollout> scale(Rollout rollout, Version version, RolloutEvent cause) {
        Scaling scaling = Scalings.of(rollout, version).orElseThrow();
        Result<Scaled> answer = scaled(rollout, scaling);
        return switch (answer) {
            case Result.Done<Scaled>(Scaled scaled) ->
                    scaled.left()
                            .map(why -> done(rollout, version, scaling.left(left(version, why))))
                            .orElseGet(
                                    () ->
                                            scaled.written() || !mayBeOvertaken(scaling)
                                                    ? done(rollout, version, scaling.done())
                                                    : later(rollout, scaling));
            case Result.Rejected<Scaled>(String why) ->
                    done(rollout, version, scaling.left(left(version, why)));
            case Result.Conflict<Scaled> _, Result.Unreachable<Scaled> _ -> {
                ports.telemetry().retry(cause, 1, AGAIN, answer.trouble());
                yield later(rollout, scaling);
            }
        };
    }

    private Result<Scaled> scaled(Rollout rollout, Scaling scaling) {
        return ports.workloads().scale(rollout.service().namespace(), scaling);
    }

    /**
     * Somebody else has decided otherwise while pods were taken: they are given back, if that is
     * not what is wanted still.
     */
    void repair(Rollout rollout, Version version) {
        Scaling scaling = Scalings.of(rollout, version).orElseThrow();
        boolean wanted =
                !(ports.store().refresh(rollout.service()) instanceof Result.Done<?>)
                        || ports.store().of(rollout.service()).stream()
                                .map(RolloutStore.Stored::rollout)
                                .flatMap(r -> Scalings.of(r, version).stream())
                                .findFirst()
                                .equals(Optional.of(scaling));
        if (scaling.takes() && !wanted) {
            var _ = scaled(rollout, scaling.undone(ports.clock().instant(), scaling.cause()));
        }
    }

    private static String left(Version version, String why) {
        return "%s is left as it is: %s".formatted(version, why);
    }

    private static Result<Rollout> done(Rollout rollout, Version version, Scaling scaling) {
        return new Result.Done<>(Scalings.with(rollout, version, scaling));
    }

    private boolean mayBeOvertaken(Scaling scaling) {
        return !scaling.takes() && ports.clock().instant().isBefore(scaling.at().plus(OVERTAKEN));
    }

    /** An ended release has its timer; a live one is looked at again. */
    private Result<Rollout> later(Rollout rollout, Scaling scaling) {
        if (rollout.live()) {
            ports.workloads()
                    .remind(
                            rollout.service().namespace(),
                            rollout.workload(),
                            ports.clock().instant().plus(AGAIN));
        }
        return new Result.Unreachable<>("%s is scaled later".formatted(scaling.workload()));
    }
}
