package dev.tidegate.adapter.kubernetes;

import dev.tidegate.core.event.Alert;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The alerts in a policy's status: those that fire, and those resolved lately. */
final class AlertMemory {

    /** How many of each are remembered; the oldest is forgotten. */
    static final int KEPT = 32;

    private AlertMemory() {}

    /**
     * The status after {@code alert} fired or was resolved; a late copy of a resolved one is none.
     */
    static RolloutPolicyStatus with(RolloutPolicyStatus status, Alert alert, boolean fires) {
        List<Alert> firing = new ArrayList<>(read(status.firing()));
        List<Alert> resolved = new ArrayList<>(read(status.resolved()));
        boolean known = has(firing, alert);
        if (fires ? known || has(resolved, alert) : !known && has(resolved, alert)) {
            return status;
        }
        if (fires) {
            firing.add(alert);
        } else {
            firing.removeIf(a -> a.identity().equals(alert.identity()));
            resolved.add(alert);
        }
        return new RolloutPolicyStatus(
                status.observedGeneration(),
                status.stable(),
                status.liveRollout(),
                written(firing),
                written(resolved),
                status.conditions());
    }

    /** What can be read of it: somebody may have edited the status. */
    static List<Alert> read(@Nullable List<RolloutPolicyStatus.AlertStatus> written) {
        return written == null
                ? List.of()
                : written.stream().flatMap(each -> alert(each).stream()).toList();
    }

    private static boolean has(List<Alert> alerts, Alert alert) {
        return alerts.stream().anyMatch(a -> a.identity().equals(alert.identity()));
    }

    private static List<RolloutPolicyStatus.AlertStatus> written(List<Alert> alerts) {
        return alerts.stream()
                .skip(Math.max(0, alerts.size() - KEPT))
                .map(
                        a ->
                                new RolloutPolicyStatus.AlertStatus(
                                        a.name(),
                                        a.severity(),
                                        a.version().orElse(null),
                                        a.workload().orElse(null),
                                        a.fingerprint(),
                                        a.startsAt().toString(),
                                        a.endsAt().map(Instant::toString).orElse(null)))
                .toList();
    }

    private static Optional<Alert> alert(RolloutPolicyStatus.AlertStatus written) {
        try {
            return Optional.of(
                    new Alert(
                            written.alert(),
                            written.severity(),
                            Optional.ofNullable(written.version()),
                            Optional.ofNullable(written.workload()),
                            written.fingerprint(),
                            Instant.parse(written.startsAt()),
                            Optional.ofNullable(written.endsAt()).map(Instant::parse)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
