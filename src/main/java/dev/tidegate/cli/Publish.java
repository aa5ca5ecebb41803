package dev.tidegate.cli;

import picocli.CommandLine.Command;

/** {@code tidegate publish}: tells Tidegate what happened. */
@Command(
        name = "publish",
        description = "Publishes an event, over HTTP or straight to Kafka.",
        mixinStandardHelpOptions = true)
final class Publish {

    /** {@code tidegate publish command}: each command has a class of its own. */
    @Command(
            name = "command",
            description =
                    "A person wants something: promote, pause, resume, skip, abort, retry,"
                            + " rollback, freeze, unfreeze.",
            mixinStandardHelpOptions = true)
    static final class OfCommands {}
}
