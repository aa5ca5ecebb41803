package dev.tidegate.adapter.policies;

import dev.tidegate.controller.Policies.Remembered;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.OfAlert;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.RolloutPlan.OnAlert;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The alerts in a policy's status: those that fire, and those resolved lately. Their senders repeat
 * what fires; what is not repeated for {@code lasting} is forgotten, because its end was never told
 * (a silence, a restart). When it was last seen is written down only when a quarter of that has
 * passed since it was: not each repeat is a write.
 *
 * @param status what is written
 * @param lasting the policy's {@code alertMemory}
 */
record AlertMemory(RolloutPolicyStatus status, Duration lasting, Instant now) {

    /** How many of each are remembered; the oldest is forgotten. */
    static final int KEPT = 32;

    private static final int REFRESHES = 4;

    static AlertMemory of(KnownPolicy policy, Instant now) {
        Duration lasting =
                policy.plan().map(plan -> plan.onAlert().memory()).orElse(OnAlert.MEMORY);
        return new AlertMemory(policy.status(), lasting, now);
    }

    /** What fires now. What an older version wrote without a time was seen just now. */
    List<Remembered> firing() {
        return read(status.firing()).stream()
                .filter(each -> now.isBefore(each.lastSeen().plus(lasting)))
                .toList();
    }

    List<Alert> resolved() {
        return read(status.resolved()).stream().map(Remembered::alert).toList();
    }

    /**
     * When the first of those that are written down is forgotten, if it is not repeated; passed
     * while it has not been taken out.
     */
    Optional<Instant> forgets() {
        return read(status.firing()).stream()
                .map(each -> each.lastSeen().plus(lasting))
                .min(Instant::compareTo);
    }

    /** Whether one that fires is no longer written down: a release may have waited for that. */
    static boolean lost(RolloutPolicyStatus before, RolloutPolicyStatus after) {
        return !series(after).containsAll(series(before));
    }

    private static Set<String> series(RolloutPolicyStatus status) {
        Set<String> series = new HashSet<>();
        if (status.firing() != null) {
            status.firing().forEach(each -> series.add(each.fingerprint() + "@" + each.startsAt()));
        }
        return series;
    }

    /** The status without what is forgotten, and each time written down. */
    RolloutPolicyStatus tidied() {
        List<AlertStatus> written = status.firing() == null ? List.of() : status.firing();
        List<Remembered> firing = firing();
        boolean tidy =
                written.size() == firing.size()
                        && written.stream().noneMatch(each -> each.lastSeen() == null);
        return tidy ? status : written(firing, resolved());
    }

    /** The status without the firings of this series. */
    RolloutPolicyStatus without(String fingerprint) {
        List<Remembered> firing = new ArrayList<>(firing());
        return firing.removeIf(each -> each.alert().fingerprint().equals(fingerprint))
                ? written(firing, resolved())
                : status;
    }

    /**
     * The status after the event. An alert of a severity that the policy does not count would only
     * push out others, unless it is the end of one that it did count.
     */
    RolloutPolicyStatus after(OfAlert event, Optional<RolloutPlan> plan) {
        Alert alert = event.alert();
        boolean counts = plan.filter(p -> !p.onAlert().counts(alert)).isEmpty();
        if (event instanceof AlertFired) {
            return counts ? fired(alert) : status;
        }
        return counts || firing().stream().anyMatch(each -> alert.ends(each.alert()))
                ? resolved(alert)
                : status;
    }

    /** The status after {@code alert} fired; a late copy of a resolved one is none. */
    RolloutPolicyStatus fired(Alert alert) {
        if (resolved().stream().anyMatch(end -> end.ends(alert))) {
            return status;
        }
        List<Remembered> firing = new ArrayList<>(firing());
        for (int i = 0; i < firing.size(); i++) {
            Remembered known = firing.get(i);
            if (known.alert().identity().equals(alert.identity())) {
                Instant due = known.lastSeen().plus(lasting.dividedBy(REFRESHES));
                firing.set(i, new Remembered(known.alert(), now));
                return now.isBefore(due) ? status : written(firing, resolved());
            }
        }
        firing.add(new Remembered(alert, now));
        return written(firing, resolved());
    }

    /**
     * The status after {@code alert} was resolved: all firings of its series that began by then.
     */
    RolloutPolicyStatus resolved(Alert alert) {
        // an end that is still to come would end what has not begun
        Instant told = alert.endsAt().orElse(now);
        Alert end = alert.endedAt(told.isAfter(now) ? now : told);
        List<Remembered> firing = new ArrayList<>(firing());
        List<Alert> resolved = new ArrayList<>(resolved());
        boolean news = firing.removeIf(each -> end.ends(each.alert()));
        if (!news && resolved.stream().anyMatch(other -> covers(other, end))) {
            return status;
        }
        resolved.removeIf(other -> covers(end, other));
        resolved.add(end);
        return written(firing, resolved);
    }

    /** Whether the one end is that of all firings which the other is the end of. */
    private static boolean covers(Alert end, Alert other) {
        return end.ends(other)
                && other.endsAt().stream()
                        .allMatch(at -> end.endsAt().filter(to -> !at.isAfter(to)).isPresent());
    }

    private RolloutPolicyStatus written(List<Remembered> firing, List<Alert> resolved) {
        return new RolloutPolicyStatus(
                status.observedGeneration(),
                status.stable(),
                status.liveRollout(),
                last(firing).stream().map(e -> written(e.alert(), e.lastSeen())).toList(),
                last(resolved).stream().map(end -> written(end, null)).toList(),
                status.conditions());
    }

    private static <T> List<T> last(List<T> all) {
        return all.subList(Math.max(0, all.size() - KEPT), all.size());
    }

    private static AlertStatus written(Alert alert, @Nullable Instant lastSeen) {
        return new AlertStatus(
                alert.name(),
                alert.severity(),
                alert.version().orElse(null),
                alert.workload().orElse(null),
                alert.fingerprint(),
                alert.startsAt().toString(),
                alert.endsAt().map(Instant::toString).orElse(null),
                lastSeen == null ? null : lastSeen.toString());
    }

    /** What can be read of it: somebody may have edited the status. */
    private List<Remembered> read(@Nullable List<AlertStatus> written) {
        return written == null
                ? List.of()
                : written.stream().flatMap(each -> remembered(each).stream()).toList();
    }

    private Optional<Remembered> remembered(AlertStatus written) {
        try {
            Alert alert =
                    new Alert(
                            written.alert(),
                            written.severity(),
                            Optional.ofNullable(written.version()),
                            Optional.ofNullable(written.workload()),
                            written.fingerprint(),
                            Instant.parse(written.startsAt()),
                            Optional.ofNullable(written.endsAt()).map(Instant::parse));
            Instant seen = written.lastSeen() == null ? now : Instant.parse(written.lastSeen());
            // one that is still to come was not seen
            return Optional.of(new Remembered(alert, seen.isAfter(now) ? now : seen));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
