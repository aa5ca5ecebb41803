package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.service.ServiceDecision.Scale;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/** Scales the Deployments of versions as rollouts have decided it. */
record Scaler(Ports ports) {

    /** How soon a live release's pods are tried again. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    /**
     * Scales, and commits what came of it. Nothing waits for pods: what is not done now comes
     * again.
     *
     * @param write commits
     */
    Attempt carryOut(
            Scale scale,
            RolloutEvent cause,
            ServiceSnapshot view,
            BiFunction<Stored, Rollout, Result<Stored>> write) {
        Rollout rollout = scale.rollout();
        if (!(scaled(rollout, scale.version(), cause)
                instanceof Result.Done<Rollout>(Rollout now))) {
            view.leaveScaling();
            return Attempt.done();
        }
        Result<Stored> written = write.apply(view.stored(rollout), now);
        if (!(written instanceof Result.Done<Stored>)) {
            repair(rollout, scale.version());
        }
        return Attempt.of(written);
    }

    /** The rollout to be committed; Unreachable when it is to be tried again. */
    private Result<Rollout> scaled(Rollout rollout, Version version, RolloutEvent cause) {
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
    private void repair(Rollout rollout, Version version) {
        Scaling scaling = Scalings.of(rollout, version).orElseThrow();
        boolean wanted =
                !(ports.store().refresh(rollout.service()) instanceof Result.Done<?>)
                        || ports.store().of(rollout.service()).stream()
                                .map(Stored::rollout)
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

    /** Another process may be about to take what is there, by a decision that was overtaken. */
    private boolean mayBeOvertaken(Scaling scaling) {
        return !scaling.takes()
                && ports.clock().instant().isBefore(scaling.at().plus(Scaling.UNDER_WAY));
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
