package dev.tidegate.cli;

import dev.tidegate.core.distribution.DnsLabel;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.ServiceKey;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * {@code tidegate rollback}: all traffic to an earlier version, whether or not a release is live.
 */
@CommandLine.Command(
        name = "rollback",
        description = {
            "Gives all traffic to an earlier version, without steps.",
            "Of a live release that is an abort; after its end a new one goes straight there."
        },
        mixinStandardHelpOptions = true)
final class PublishRollback implements Callable<Integer> {

    @Parameters(paramLabel = "NAMESPACE/SERVICE")
    private Optional<ServiceKey> service = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "The version to go to (the one that was stable before the last release).")
    private Optional<String> version = Optional.empty();

    @Option(
            names = "--rollout",
            description = "Only if this is the service's latest rollout, such as reviews-3.")
    private Optional<String> rollout = Optional.empty();

    @Mixin private InitiatorOptions asking = new InitiatorOptions();

    @Mixin private Publishing publishing = new Publishing();

    @Spec private CommandSpec spec = CommandSpec.create();

    private final Clock clock;

    PublishRollback(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Command event =
                new Command(
                                publishing.id(),
                                service.orElseThrow(),
                                publishing.time(clock),
                                Action.ROLLBACK,
                                rollout,
                                asking.actor(),
                                asking.reason())
                        .to(version.map(PublishRollback::target));
        int code = publishing.publish(event, FollowRollout.Target::back, _ -> Trace.NONE);
        if (code == FollowRollout.REFUSED && rollout.isEmpty()) {
            RolloutName.hint(event.service()).ifPresent(spec.commandLine().getErr()::println);
        }
        return code;
    }

    private static Version target(String text) {
        return new Version(DnsLabel.require("--to", text));
    }
}
