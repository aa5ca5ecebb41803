package dev.tidegate.message;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;

import org.jspecify.annotations.Nullable;

/** A version was deployed: {@code kafka/schemas/deploy-started.json}. */
record DeployData(
        @Nullable String namespace,
        @Nullable String service,
        @Nullable String version,
        @Nullable Boolean declared)
        implements EventData {

    @Override
    public RolloutEvent event(Head head) {
        Version canary = Check.version("data.version", version, head.versions());
        DeployStarted deploy = new DeployStarted(head.id(), head.service(), head.time(), canary);
        return Boolean.TRUE.equals(declared) ? deploy.asDeclared() : deploy;
    }
}
