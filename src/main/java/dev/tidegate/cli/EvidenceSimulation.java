package dev.tidegate.cli;

import dev.tidegate.cli.evidence.Outlook;

import java.util.List;

/**
 * What a policy's evidence does, as it was simulated.
 *
 * @param errors the share of stable's requests that fail, 0 to 1
 * @param runs releases of each kind
 * @param falseRollback the chance that the policy allows, 0 to 1
 * @param canaries the first is as good as stable
 * @param notes of what was left out, or is rarely meant
 */
record EvidenceSimulation(
        String service,
        double requestsPerSecond,
        double errors,
        int runs,
        long seed,
        double falseRollback,
        List<Outlook> canaries,
        List<String> notes) {}
