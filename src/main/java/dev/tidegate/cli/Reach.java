package dev.tidegate.cli;

import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

import java.net.URI;
import java.util.Optional;

/** The options that say where Tidegate is. */
final class Reach {

    @Option(
            names = "--server",
            defaultValue = "${env:TIDEGATE_SERVER:-http://127.0.0.1:8080}",
            description = "Tidegate's address, else TIDEGATE_SERVER (${DEFAULT-VALUE}).")
    private URI server = URI.create("");

    @Option(
            names = "--token",
            defaultValue = "${env:TIDEGATE_TOKEN:-}",
            showDefaultValue = Visibility.NEVER,
            description = "Bearer token; better in TIDEGATE_TOKEN, where no process list shows it.")
    private String token = "";

    /** The HTTP API. */
    ApiLink api() {
        String stripped = token.strip();
        if (stripped.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new IllegalArgumentException(
                    "--token: it has characters that no token has; give the token alone");
        }
        return new ApiLink(server, Optional.of(stripped).filter(t -> !t.isEmpty()));
    }
}
