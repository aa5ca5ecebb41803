package dev.tidegate.cli;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.RolloutEvent.Command;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * {@code tidegate freeze} and {@code unfreeze}: of a namespace, or of all. No release tells what
 * became of it, so it is done as soon as it is published.
 */
@CommandLine.Command(mixinStandardHelpOptions = true)
final class PublishFreeze implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private FreezeTarget meant = new FreezeTarget();

    @Mixin private InitiatorOptions asking = new InitiatorOptions();

    @Mixin private Sending sending = new Sending();

    private final Action action;
    private final Clock clock;

    private PublishFreeze(Action action, Clock clock) {
        this.action = action;
        this.clock = clock;
    }

    /** Adds both to {@code parent}. */
    static void addTo(CommandLine parent, Clock clock) {
        add(
                parent,
                new PublishFreeze(Action.FREEZE, clock),
                "Stops all starts and steps of a namespace, or of all; never a rollback.",
                "What is due waits, and goes on by itself after unfreeze.");
        add(
                parent,
                new PublishFreeze(Action.UNFREEZE, clock),
                "Ends a freeze: what was due goes on.",
                "A freeze of all and one of a namespace are ended each by itself.");
    }

    private static void add(CommandLine parent, PublishFreeze one, String... description) {
        CommandLine command = new CommandLine(one);
        command.getCommandSpec().usageMessage().description(description);
        parent.addSubcommand(one.action.name().toLowerCase(Locale.ROOT), command);
    }

    @Override
    public Integer call() throws IOException {
        FreezeScope scope = meant.scope();
        if (scope.equals(FreezeScope.ALL) && sending.dividesByNamespace()) {
            throw new IllegalArgumentException(
                    "--all: a topic of one namespace (--namespace-topics) takes no freeze of all;"
                            + " leave --namespace-topics out, or set the key _all of the ConfigMap"
                            + " tidegate-freeze");
        }
        sending.send(
                new Command(
                        sending.id(),
                        scope.service(),
                        sending.time(clock),
                        action,
                        Optional.empty(),
                        asking.actor(),
                        asking.reason()));
        sending.err()
                .printf(
                        "Published. It is in force when kubectl get configmap tidegate-freeze in"
                                + " Tidegate's namespace %s the key %s.%n",
                        action == Action.FREEZE ? "shows" : "no longer shows",
                        scope.namespace().orElse("_all"));
        return FollowRollout.AS_WANTED;
    }
}
