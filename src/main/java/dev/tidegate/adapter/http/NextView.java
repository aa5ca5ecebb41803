package dev.tidegate.adapter.http;

import dev.tidegate.core.event.RolloutEvent.DeployStarted;

import java.time.Instant;

/**
 * The deployment that follows when this rollout ends.
 *
 * @param version the version that waits
 * @param event id of its deployment event
 * @param time when it was deployed
 */
public record NextView(String version, String event, Instant time) {

    static NextView of(DeployStarted next) {
        return new NextView(next.version().name(), next.id(), next.time());
    }
}
