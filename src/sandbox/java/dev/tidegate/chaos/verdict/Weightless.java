package dev.tidegate.chaos.verdict;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Json;
import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.History;
import dev.tidegate.chaos.history.Rollouts;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** No version that an alert has taken back has traffic, unless it was released again. */
final class Weightless {

    private static final Set<PhaseKind> BACK =
            EnumSet.of(PhaseKind.ROLLING_BACK, PhaseKind.ROLLED_BACK);

    private final History history;
    private final Set<String> alerts;

    private Weightless(History history) {
        this.history = history;
        Decoding decoding = new Decoding(history);
        alerts =
                history.sent().stream()
                        .map(decoding::event)
                        .flatMap(Optional::stream)
                        .filter(AlertFired.class::isInstance)
                        .map(event -> event.id())
                        .collect(Collectors.toSet());
    }

    static List<Finding> findings(History history) {
        Weightless check = new Weightless(history);
        return check.rollouts().stream()
                .filter(check::lastOfItsVersion)
                .filter(stored -> check.takenBack(stored.rollout()))
                .map(stored -> check.finding(stored.rollout()))
                .flatMap(Optional::stream)
                .toList();
    }

    private List<Stored> rollouts() {
        return history.all(Entry.Found.class).stream()
                .filter(found -> found.kind().equals(Rollouts.KIND))
                .map(found -> Rollouts.read(found.object()))
                .toList();
    }

    private boolean lastOfItsVersion(Stored stored) {
        return rollouts().stream()
                .filter(other -> other.rollout().service().equals(stored.rollout().service()))
                .filter(other -> other.rollout().canary().equals(stored.rollout().canary()))
                .max(Comparator.comparingInt(Stored::number))
                .filter(last -> last.number() == stored.number())
                .isPresent();
    }

    private boolean takenBack(Rollout rollout) {
        return rollout.history().stream()
                .filter(move -> BACK.contains(move.phase()))
                .anyMatch(move -> alerts.contains(move.eventId()));
    }

    private Optional<Finding> finding(Rollout rollout) {
        SimService service =
                history.services().stream()
                        .filter(s -> s.key().equals(rollout.service()))
                        .findFirst()
                        .orElseThrow();
        String canary = rollout.canary().name();
        return history.all(Entry.Found.class).stream()
                .filter(found -> found.kind().equals("VirtualService"))
                .map(found -> new ApiObject(Json.tree(found.object())))
                .filter(object -> object.key().equals(service.key().toString()))
                .map(object -> RouteView.weights(service, object))
                .filter(weights -> weights.getOrDefault(canary, 0) > 0)
                .map(
                        weights ->
                                new Finding(
                                        "alerted canaries",
                                        "a version that an alert has taken back has no traffic",
                                        "%s, which carries %s, after %s"
                                                .formatted(
                                                        rollout.service(),
                                                        weights,
                                                        rollout.identity().name())))
                .findFirst();
    }
}
