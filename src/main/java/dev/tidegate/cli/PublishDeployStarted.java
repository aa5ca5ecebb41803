package dev.tidegate.cli;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.PhaseKind;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code tidegate publish deploy-started}: a version was deployed and wants traffic. */
@Command(
        name = "deploy-started",
        description = "A version was deployed and wants traffic.",
        mixinStandardHelpOptions = true)
final class PublishDeployStarted implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAMESPACE/SERVICE")
    private Optional<ServiceKey> service = Optional.empty();

    @Parameters(index = "1", paramLabel = "VERSION")
    private String version = "";

    @Mixin private Publishing publishing = new Publishing();

    private final Clock clock;

    PublishDeployStarted(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        DeployStarted event =
                new DeployStarted(
                        publishing.id(),
                        service.orElseThrow(),
                        publishing.time(clock),
                        new Version(version));
        return publishing.publish(event, PhaseKind.SUCCEEDED);
    }
}
