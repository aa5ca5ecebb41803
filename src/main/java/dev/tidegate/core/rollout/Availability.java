package dev.tidegate.core.rollout;

import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.Pods.Fall;
import dev.tidegate.core.text.TimeText;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many of the canary's pods must be available. With fewer the canary gets no more traffic; with
 * none it loses what it has.
 *
 * <p>A container that crashes again and again (CrashLoopBackOff) is available between its restarts,
 * so the number at one moment does not tell. Each crash shows as a fall of the workload's available
 * pods, which the watch of the workloads sees anyway: no pod is read or watched, and no right to do
 * so is needed. {@value #MANY} falls below what is needed are taken for such restarts. Then it must
 * last for {@link #STEADY}: so long Kubernetes itself waits before it takes a container that was
 * restarted for sound. Falls while the workload is scaled down or rolled out anew are no faults.
 *
 * @param minAvailable how many are enough; 0 when the pods do not matter at all
 * @param noneFor how long none must have been available before the traffic goes back
 */
public record Availability(Quota minAvailable, Duration noneFor) {

    /**
     * All that are wanted, and 20 seconds. In that time the only pod of a drained node is usually
     * replaced; at the first weights few requests are lost in it.
     */
    public static final Availability DEFAULT = new Availability(Quota.ALL, Duration.ofSeconds(20));

    static final int MANY = 3;

    /** How long pods must be enough after many falls. */
    static final Duration STEADY = Duration.ofMinutes(10);

    /** Falls that are older are no sign of anything. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    public Availability {
        if (noneFor.isNegative()) {
            throw new IllegalArgumentException(
                    "pods.noneFor: %s is negative; use 0s or more"
                            .formatted(TimeText.span(noneFor)));
        }
    }

    /** Whether the pods matter: the policy can say that they do not. */
    public boolean counts() {
        return minAvailable.number() > 0;
    }

    /**
     * Why there are not enough pods, as a sentence for a person; empty when there are. A host that
     * leads to nobody is in the way whatever the policy says of pods.
     */
    public Optional<String> lacking(Pods pods) {
        return switch (pods) {
            case Pods.Elsewhere(Optional<String> unreached) -> unreached;
            case Pods _ when !counts() -> Optional.empty();
            case Pods.Unseen(String why) -> Optional.of(why);
            case Pods.Seen seen ->
                    seen.obstacle()
                            .or(
                                    () ->
                                            seen.current() < minAvailable.of(seen.wanted())
                                                    ? Optional.of(tooFew(seen))
                                                    : Optional.empty());
        };
    }

    private String tooFew(Pods.Seen seen) {
        String what =
                "%s has %d of %d pods ready"
                        .formatted(seen.workload(), seen.current(), seen.wanted());
        return minAvailable.equals(Quota.ALL)
                ? what
                : "%s; %d must be (minAvailable: %s)"
                        .formatted(what, minAvailable.of(seen.wanted()), minAvailable);
    }

    /** The same, and why those that there are cannot be relied upon at this time. */
    public Optional<String> unsteady(Pods pods, Instant now) {
        return lacking(pods)
                .or(
                        () ->
                                steadyAt(pods, now)
                                        .map(
                                                at ->
                                                        "%s lost pods %d times or more within an hour, as when containers are restarted again and again; it must keep them until %s"
                                                                .formatted(
                                                                        name(pods),
                                                                        MANY,
                                                                        TimeText.moment(at))));
    }

    /** When many falls will be over for long enough; empty when they are, or were not many. */
    Optional<Instant> steadyAt(Pods pods, Instant now) {
        if (!counts()) {
            return Optional.empty();
        }
        List<Fall> falls = falls(pods, now.minus(REMEMBERED)).filter(this::fellBelow).toList();
        return falls.size() < MANY
                ? Optional.empty()
                : Optional.of(falls.getLast().at().plus(STEADY)).filter(now::isBefore);
    }

    /** Whether all pods were lost again and again since then, with some in between. */
    boolean lostAgainAndAgain(Pods pods, Instant since, Instant now) {
        Instant recently = now.minus(STEADY);
        return counts()
                && falls(pods, since.isAfter(recently) ? since : recently)
                                .filter(fall -> fall.to() == 0)
                                .count()
                        >= MANY;
    }

    /** Whether it is known that no pod is available, or can be reached, and that matters. */
    public boolean none(Pods pods) {
        return counts()
                && switch (pods) {
                    case Pods.Seen seen -> seen.available() == 0;
                    case Pods.Elsewhere(Optional<String> unreached) -> unreached.isPresent();
                    case Pods.Unseen _ -> false;
                };
    }

    private boolean fellBelow(Fall fall) {
        long needed = minAvailable.of(fall.wanted());
        return fall.from() >= needed && fall.to() < needed;
    }

    private static Stream<Fall> falls(Pods pods, Instant since) {
        return pods instanceof Pods.Seen seen
                ? seen.falls().stream().filter(fall -> fall.at().isAfter(since))
                : Stream.empty();
    }

    private static String name(Pods pods) {
        return pods instanceof Pods.Seen seen ? seen.workload() : "";
    }
}
