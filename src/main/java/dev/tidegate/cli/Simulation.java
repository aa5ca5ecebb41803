package dev.tidegate.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import java.util.List;

/**
 * What a policy does, as it was simulated. Shares are percent, times seconds from the start.
 *
 * @param prepareSeconds before the first weight
 * @param bakeSeconds after the last one
 * @param totalSeconds without the pauses
 * @param pauses that only a person ends
 * @param warnings of what the policy says and is rarely meant to
 */
record Simulation(
        @JsonUnwrapped SimulationSetting setting,
        double prepareSeconds,
        List<SimulationStep> steps,
        double bakeSeconds,
        double totalSeconds,
        long pauses,
        List<String> warnings) {}
