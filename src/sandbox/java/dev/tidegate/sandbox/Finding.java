package dev.tidegate.sandbox;

import dev.tidegate.sandbox.traffic.ClientReport;

import java.util.Optional;

/** How it is found out that the canary fails. */
interface Finding {

    /** Of so many percent of its requests the canary makes failures, for this to find them. */
    int failPercent();

    /**
     * Looks whether it is found by now.
     *
     * @param seen what clients saw since the canary fails
     */
    Optional<Aftermath> look(ClientReport seen);

    /**
     * Shows how long it took, and whether it came to the write that takes the traffic away.
     *
     * @param last when the canary's last request came
     */
    boolean show(Console console, Aftermath after, long last);

    /** Lets the version be released once more. */
    void mend();
}
