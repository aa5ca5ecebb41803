package dev.tidegate.controller;

import dev.tidegate.core.event.Pods;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.service.ScaleLook;

import java.time.Instant;

/** The Deployments of the cluster. */
public interface Workloads {

    /** Whether the workload exists, as far as is known here. */
    boolean exists(String namespace, String workload);

    /** The pods of a workload, as they were last seen; asks nobody. */
    Pods pods(String namespace, String workload);

    /** How a workload is scaled now, past every cache. */
    Result<ScaleLook> scale(String namespace, String workload);

    /**
     * Gives a workload the number of pods that is wanted, unless somebody else scales it, or has
     * given it another number since that was decided.
     */
    Result<Scaled> scale(String namespace, Scaling scaling);

    /** Whoever is told that the workload has changed is told then, too. */
    void remind(String namespace, String workload, Instant at);
}
