package dev.tidegate.simulation;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import java.util.List;

/** Says events and writes in the words of the domain. */
final class Narrator {

    private final List<SimService> services;

    Narrator(List<SimService> services) {
        this.services = services;
    }

    static String event(RolloutEvent event) {
        String service = event.service() + ": ";
        return switch (event) {
            case DeployStarted e -> service + "deployment " + e.id() + " of " + e.version();
            case AlertFired e ->
                    service
                            + "alert %s, %s, for %s"
                                    .formatted(
                                            e.id(),
                                            e.alert().severity(),
                                            e.alert().version().orElse("no version"));
            case AlertResolved e -> service + "alert resolved, " + e.alert().fingerprint();
            case StepDue e -> service + "timer of revision " + e.revision() + ", " + e.id();
            case Command e -> service + "command " + e.id() + " to " + e.title();
            case VerdictTold e -> service + "verdict " + e.verdict().sentence();
            case Observed e -> service + "seen: " + e.observation();
        };
    }

    String change(Change change) {
        String title = change.kind() + " " + change.object().key();
        if (change.after() == null) {
            return title + " is deleted";
        }
        return switch (change.kind()) {
            case "Rollout" -> title + rollout(change);
            case "VirtualService" -> title + routes(change);
            case "DestinationRule" -> title + " has subsets " + RouteView.subsets(change.after());
            case "Deployment" ->
                    title
                            + " has %d pods of %d"
                                    .formatted(
                                            Trees.number(
                                                    change.after().map("status"),
                                                    "availableReplicas"),
                                            Trees.number(change.after().map("spec"), "replicas"));
            case "ConfigMap" -> title + " freezes " + change.after().map("data").keySet();
            case "RolloutPolicy" ->
                    title
                            + " remembers "
                            + change.after().map("status").getOrDefault("firing", "no alert");
            default -> title;
        };
    }

    private static String rollout(Change change) {
        var status = change.object().map("status");
        if (status.isEmpty()) {
            return " is opened for " + Trees.text(change.object().map("spec"), "version");
        }
        String text =
                " is %s at step %s, %s, revision %d"
                        .formatted(
                                Trees.text(status, "phase"),
                                Trees.text(status, "step"),
                                Trees.text(status, "weight"),
                                Trees.number(status, "revision"));
        String reason = Trees.text(status, "reason");
        String problem = Trees.text(status, "problem");
        Object blockers = status.get("blockers");
        return text
                + (reason.isEmpty() ? "" : ", because " + reason)
                + (problem.isEmpty() ? "" : ", problem: " + problem)
                + (blockers == null ? "" : ", waits: " + blockers);
    }

    private String routes(Change change) {
        return services.stream()
                .filter(s -> s.routes().equals(change.object().name()))
                .filter(s -> s.routesIn().equals(change.object().namespace()))
                .findFirst()
                .map(s -> " carries " + RouteView.weights(s, change.object()))
                .orElse("");
    }
}
