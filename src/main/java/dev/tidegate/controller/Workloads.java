package dev.tidegate.controller;

import dev.tidegate.core.event.Pods;

import java.time.Instant;

/** The Deployments of the cluster. */
public interface Workloads {

    /** Whether the workload exists, as far as is known here. */
    boolean exists(String namespace, String workload);

    /** The pods of a workload, as they were last seen; asks nobody. */
    Pods pods(String namespace, String workload);

    /** Whoever is told that the workload has changed is told then, too. */
    void remind(String namespace, String workload, Instant at);
}
