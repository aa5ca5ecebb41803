package dev.tidegate.cli;

import picocli.CommandLine.Option;

/** Who asks for something, and why: options of every command that does. */
final class InitiatorOptions {

    @Option(names = "--reason", description = "Why, for the history.")
    private String reason = "";

    @Option(
            names = "--actor",
            description =
                    "Who asks (${DEFAULT-VALUE}); the API takes the token's user in its place.")
    private String actor = System.getProperty("user.name", "unknown");

    String reason() {
        return reason;
    }

    String actor() {
        return actor;
    }
}
