package dev.tidegate.controller;

import dev.tidegate.core.event.ServiceKey;

/** Whether anything can come of an event: only what has a policy is released. */
public interface Governance {

    /**
     * Whether the service has a policy, valid or not; true also while nobody knows. Waits for one
     * answer of the API server at most.
     */
    boolean governs(ServiceKey service);
}
