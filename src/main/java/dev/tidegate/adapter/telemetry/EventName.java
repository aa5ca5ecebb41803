package dev.tidegate.adapter.telemetry;

import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.VerdictTold;

import java.util.List;

/** Names the kinds of events in metrics and logs: a small, fixed set. */
final class EventName {

    /** Those of events from outside. */
    static final List<String> OUTSIDE =
            List.of("deploy", "alert-fired", "alert-resolved", "step-due", "command", "verdict");

    private EventName() {}

    static String of(RolloutEvent event) {
        return switch (event) {
            case RolloutEvent.DeployStarted _ -> "deploy";
            case RolloutEvent.AlertFired _ -> "alert-fired";
            case RolloutEvent.AlertResolved _ -> "alert-resolved";
            case RolloutEvent.StepDue _ -> "step-due";
            case RolloutEvent.Command _ -> "command";
            case VerdictTold _ -> "verdict";
            case RolloutEvent.Observed observed -> of(observed.observation());
        };
    }

    private static String of(Observation observation) {
        return switch (observation) {
            case Observation.GatesSeen _ -> "gates-seen";
            case Observation.RoutesApplied _ -> "routes-applied";
            case Observation.RoutesBroken _ -> "routes-broken";
            case Observation.RoutesDrifted _ -> "routes-drifted";
            case Observation.SubsetsUndefined _ -> "subsets-undefined";
            case Observation.Hindered _ -> "deployment-hindered";
            case Observation.NextCanStart _ -> "next-can-start";
            case Observation.TakenOver _ -> "dry-run-taken-over";
            case Observation.PodsSeen _ -> "pods-seen";
            case Observation.Nudged _ -> "nudge";
        };
    }
}
