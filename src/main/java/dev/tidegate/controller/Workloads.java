package dev.tidegate.controller;

import java.util.Optional;

/** The Deployments of the cluster. */
public interface Workloads {

    /** Why the workload cannot take traffic yet, as a sentence for a person; empty when it can. */
    Optional<String> notReady(String namespace, String workload);

    /** Whether the workload exists, as far as is known here. */
    boolean exists(String namespace, String workload);
}
