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

    private static final Result<Scaled> WRITTEN =
            new Result.Done<>(new Scaled(true, Optional.empty()));

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
        Scaling scaling = Scalings.of(rollout, scale.version()).orElseThrow();
        Result<Scaled> answer = scaled(rollout, scaling);
        Optional<Scaling> next = after(answer, scaling, scale.version());
        if (next.isEmpty()) {
            view.leaveScaling();
            return later(rollout, answer, cause, view, write);
        }
        Result<Stored> written =
                write.apply(
                        view.stored(rollout), Scalings.with(rollout, scale.version(), next.get()));
        boolean overtaken = answer.equals(WRITTEN) && !(written instanceof Result.Done<Stored>);
        if (overtaken && scaling.takes() && !wanted(rollout, scale.version(), scaling)) {
            giveBack(rollout, scaling, cause);
        }
        return Attempt.of(written);
    }

    /** What is to be committed; empty when it is to be tried again. */
    private Optional<Scaling> after(Result<Scaled> answer, Scaling scaling, Version version) {
        return switch (answer) {
            case Result.Done<Scaled>(Scaled scaled) ->
                    scaled.left()
                            .map(why -> scaling.left(left(version, why)))
                            .or(
                                    () ->
                                            Optional.of(scaling.done())
                                                    .filter(
                                                            _ ->
                                                                    scaled.written()
                                                                            || !mayBeOvertaken(
                                                                                    scaling)));
            case Result.Rejected<Scaled>(String why) ->
                    Optional.of(scaling.left(left(version, why)));
            case Result.Conflict<Scaled> _, Result.Unreachable<Scaled> _ -> Optional.empty();
        };
    }

    private Result<Scaled> scaled(Rollout rollout, Scaling scaling) {
        return ports.workloads().scale(rollout.service().namespace(), scaling);
    }

    /** Whether the API server still has the decision, carried out or not. */
    private boolean wanted(Rollout rollout, Version version, Scaling scaling) {
        return !(ports.store().refresh(rollout.service()) instanceof Result.Done<?>)
                || ports.store().of(rollout.service()).stream()
                        .map(Stored::rollout)
                        .flatMap(r -> Scalings.of(r, version).stream())
                        .findFirst()
                        .filter(scaling::isSame)
                        .isPresent();
    }

    /** Somebody else has decided otherwise while pods were taken. */
    private void giveBack(Rollout rollout, Scaling taken, RolloutEvent cause) {
        Scaling back = taken.undone(ports.clock().instant(), taken.cause());
        Result<Scaled> given = scaled(rollout, back);
        if (!(given instanceof Result.Done<Scaled>)) {
            ports.telemetry().retry(cause, 1, AGAIN, given.trouble());
        }
    }

    private static String left(Version version, String why) {
        return "%s is left as it is: %s".formatted(version, why);
    }

    /** Another process may be about to take what is there, by a decision that was overtaken. */
    private boolean mayBeOvertaken(Scaling scaling) {
        return !scaling.takes()
                && ports.clock().instant().isBefore(scaling.at().plus(Scaling.UNDER_WAY));
    }

    /** An ended release has its timer, and shows why; a live one is looked at again. */
    private Attempt later(
            Rollout rollout,
            Result<Scaled> answer,
            RolloutEvent cause,
            ServiceSnapshot view,
            BiFunction<Stored, Rollout, Result<Stored>> write) {
        boolean failed = !(answer instanceof Result.Done<Scaled>);
        if (failed) {
            ports.telemetry().retry(cause, 1, AGAIN, answer.trouble());
        }
        if (rollout.live()) {
            ports.workloads()
                    .remind(
                            rollout.service().namespace(),
                            rollout.workload(),
                            ports.clock().instant().plus(AGAIN));
            return Attempt.done();
        }
        Rollout shown = failed ? Scalings.waiting(rollout, answer.trouble()) : rollout;
        return shown.equals(rollout)
                ? Attempt.done()
                : Attempt.of(write.apply(view.stored(rollout), shown));
    }
}
