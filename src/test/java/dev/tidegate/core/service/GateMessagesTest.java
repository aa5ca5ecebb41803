package dev.tidegate.core.service;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.rollout.Scenes;
import dev.tidegate.core.route.ObservedRoutes;
import dev.tidegate.messages.Collection;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** Why the gates of a release stay closed. */
class GateMessagesTest {

    private final Collection collected = new Collection();

    private void closed(String provoked, GateLook gates) {
        collected.add(
                provoked, String.join("\n", gates.of(Scenes.pending(Scenes.plan())).blockers()));
    }

    @Test
    void closedGatesSayWhy() {
        ObservedRoutes unclear =
                new ObservedRoutes(
                        Optional.empty(), List.of(), Optional.empty(), PriorTraffic.NONE);
        ObservedRoutes clear =
                new ObservedRoutes(
                        Optional.of(Scenes.V1), List.of(), Optional.empty(), PriorTraffic.NONE);
        Alert alert = new Alert("ErrorRate", "critical", Optional.of("v2"), "f1", Scenes.START);
        closed("no stable version", new GateLook(unclear, Optional.empty(), List.of()));
        closed("an alert fires", new GateLook(clear, Optional.empty(), List.of(alert)));
        collected.check("gates");
    }
}
