package dev.tidegate.core.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A live release with its evidence.
 *
 * @param before the evidence before this step, as long as the step may turn out to have settled
 *     later than it was told; then what was counted too early is counted no more
 * @param heard when the evidence was fed last, by our clock
 * @param fed whether it was fed since it was judged last
 */
public record FollowedRelease(
        LiveRelease release,
        Evidence evidence,
        Optional<Evidence> before,
        Instant heard,
        boolean fed,
        Told told) {

    private static final Duration MAY_SETTLE_LATER = Duration.ofMinutes(2);

    static FollowedRelease begin(LiveRelease release, Evidence evidence, Instant at, long omitted) {
        return new FollowedRelease(
                release, evidence, Optional.of(evidence), at, false, Told.nothing(omitted));
    }

    /** As it is told now; the same when it was known. */
    FollowedRelease after(LiveRelease next) {
        if (next.revision() < release.revision()) {
            return this;
        }
        Step step = next.step();
        Step known = evidence.step();
        if (next.stage() != release.stage()
                || step.weight() != known.weight()
                || step.coin() != known.coin()) {
            return new FollowedRelease(
                    next,
                    evidence.moved(step),
                    Optional.of(evidence),
                    heard,
                    fed,
                    told.nextStage());
        }
        return with(next, step.settled().isAfter(known.settled()) ? settling(step) : evidence);
    }

    private Evidence settling(Step step) {
        return evidence.untouched() ? evidence.settling(step) : before.orElse(evidence).moved(step);
    }

    private FollowedRelease with(LiveRelease next, Evidence known) {
        return new FollowedRelease(next, known, before, heard, fed, told);
    }

    /** After what an observer saw, when it was received. */
    FollowedRelease after(Interval interval, Instant received) {
        Instant late = evidence.step().settled().plus(MAY_SETTLE_LATER);
        return new FollowedRelease(
                release,
                evidence.after(interval),
                received.isAfter(late) ? Optional.empty() : before,
                received.isAfter(heard) ? received : heard,
                true,
                told);
    }

    FollowedRelease telling(Told next) {
        return new FollowedRelease(release, evidence, before, heard, false, next);
    }

    /** Whether a reading of this route is of the requests that are compared. */
    boolean compares(Optional<String> route) {
        return release.routes().isEmpty()
                || route.isEmpty()
                || release.routes().contains(route.get());
    }

    EndedRelease ended() {
        return new EndedRelease(release.uid(), release.revision());
    }

    /** How much time has passed since it was fed, whatever the observers' clocks say. */
    Duration silent(Instant now) {
        Duration silent = Duration.between(heard, now);
        return silent.isNegative() ? Duration.ZERO : silent;
    }
}
