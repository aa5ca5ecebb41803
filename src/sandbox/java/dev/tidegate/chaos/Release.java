package dev.tidegate.chaos;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.scene.SimService;

import java.time.Duration;
import java.time.Instant;

/**
 * A version that is deployed.
 *
 * @param number of it among the service's, from 1
 * @param at when it is deployed, since the start
 * @param pods how long after that its pods are there
 */
record Release(SimService service, int number, Duration at, Duration pods) {

    String version() {
        return "v" + (number + 1);
    }

    /** An id for what is sent because of it. */
    String id(String what) {
        return "%s-%s-%s".formatted(what, service.key().name(), version());
    }

    /** Whether the rollout is of it. */
    boolean is(Rollout rollout) {
        return rollout.service().equals(service.key()) && rollout.canary().name().equals(version());
    }

    DeployStarted event(Instant now) {
        return new DeployStarted(id("deploy"), service.key(), now, new Version(version()));
    }
}
