package dev.tidegate.controller;

import java.util.Optional;

/**
 * Whether alerts can come at all: an alert that always fires is heard as a heartbeat. Its silence
 * says that Prometheus or Alertmanager is gone, and that no alert would take a canary back.
 */
public interface Watchdog {

    /** The alert came. Every replica is told; may wait for the API server. */
    void heard();

    /**
     * Why releases hold, as a sentence for a person; empty while it is heard, and as long as it
     * never was. Asks nobody.
     */
    Optional<String> silent();
}
