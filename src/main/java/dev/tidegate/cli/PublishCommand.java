package dev.tidegate.cli;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.PhaseKind;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * {@code tidegate promote} and the other things that a person can ask for; also {@code tidegate
 * publish command promote}. To forget an alert is asked with {@link Alerts}, which lists them.
 */
@CommandLine.Command(mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAMESPACE/SERVICE")
    private Optional<ServiceKey> service = Optional.empty();

    @Option(
            names = "--rollout",
            description = "Only if this is the service's latest rollout, such as reviews-3.")
    private Optional<String> rollout = Optional.empty();

    @Mixin private InitiatorOptions asking = new InitiatorOptions();

    @Mixin private Publishing publishing = new Publishing();

    @Spec private CommandSpec spec = CommandSpec.create();

    private final Action action;
    private final Clock clock;

    private PublishCommand(Action action, Clock clock) {
        this.action = action;
        this.clock = clock;
    }

    /** Adds a command for each action to {@code parent}. */
    static void addTo(CommandLine parent, Clock clock) {
        for (Action action : EnumSet.range(Action.PROMOTE, Action.RETRY)) {
            String word = action.name().toLowerCase(Locale.ROOT);
            CommandLine command = new CommandLine(new PublishCommand(action, clock));
            command.getCommandSpec().usageMessage().description(description(action));
            parent.addSubcommand(word, command);
        }
        parent.addSubcommand(new PublishRollback(clock));
        PublishFreeze.addTo(parent, clock);
    }

    private static String description(Action action) {
        return switch (action) {
            case PROMOTE -> "Ends a pause: on to the next step.";
            case PAUSE -> "Stops the clock of a release; alerts stay armed.";
            case RESUME -> "Ends a pause that a person, an alert or drift caused.";
            case SKIP -> "Ends the current wait now: a gate, a hold, the bake.";
            case ABORT -> "Rolls back.";
            case RETRY -> "Releases the version of an ended rollout again.";
            case FORGET, ROLLBACK, FREEZE, UNFREEZE ->
                    throw new IllegalArgumentException("it has its own class");
        };
    }

    @Override
    public Integer call() throws IOException {
        Command event =
                new Command(
                        publishing.id(),
                        service.orElseThrow(),
                        publishing.time(clock),
                        action,
                        rollout,
                        asking.actor(),
                        asking.reason());
        int code =
                publishing.publish(
                        event,
                        action == Action.ABORT ? PhaseKind.ROLLED_BACK : PhaseKind.SUCCEEDED);
        if (code == FollowRollout.REFUSED && rollout.isEmpty()) {
            RolloutName.hint(event.service()).ifPresent(spec.commandLine().getErr()::println);
        }
        return code;
    }
}
