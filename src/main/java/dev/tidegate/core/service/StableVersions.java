package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import java.util.NavigableSet;
import java.util.TreeSet;

/** The versions that have had all the traffic of a service. */
final class StableVersions {

    private StableVersions() {}

    /** Their names, as far as the rollouts that are kept and the policy tell. */
    static NavigableSet<String> of(ServiceView view) {
        NavigableSet<String> known = new TreeSet<>();
        for (Rollout rollout : view.rollouts()) {
            rollout.stable().map(Version::name).ifPresent(known::add);
            if (rollout.phase() instanceof Phase.Succeeded && !rollout.plan().dryRun()) {
                known.add(rollout.canary().name());
            }
        }
        if (view.policy() instanceof PolicyLookup.Found found) {
            found.stable().map(Version::name).ifPresent(known::add);
        }
        return known;
    }
}
