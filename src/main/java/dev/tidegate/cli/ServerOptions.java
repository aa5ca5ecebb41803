package dev.tidegate.cli;

import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.Optional;
import java.util.function.Function;

/** The options that say where Tidegate is. */
final class ServerOptions {

    @Option(
            names = "--server",
            defaultValue = "${env:TIDEGATE_SERVER:-}",
            showDefaultValue = Visibility.NEVER,
            description =
                    "Tidegate's address, else TIDEGATE_SERVER, else the sandbox that runs in this"
                            + " clone, else http://127.0.0.1:8080.")
    private String server = "";

    @Option(
            names = "--token",
            defaultValue = "${env:TIDEGATE_TOKEN:-}",
            showDefaultValue = Visibility.NEVER,
            description = "Bearer token; better in TIDEGATE_TOKEN, where no process list shows it.")
    private String token = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** The HTTP API. */
    ApiClient api() {
        return api(sandbox());
    }

    /**
     * The HTTP API, or the Kafka of a sandbox that has none.
     *
     * @param kafka given the servers of that
     */
    Client client(Function<String, Client> kafka) {
        Optional<RunningSandbox> sandbox = sandbox();
        return sandbox.flatMap(RunningSandbox::bootstrapServers)
                .map(kafka)
                .orElseGet(() -> api(sandbox));
    }

    /** The sandbox that is meant, because no other address was given and one is up. */
    private Optional<RunningSandbox> sandbox() {
        Optional<RunningSandbox> found =
                server.isBlank() ? RunningSandbox.find() : Optional.empty();
        found.ifPresent(
                sandbox ->
                        spec.commandLine()
                                .getErr()
                                .println("tidegate: with the sandbox at " + sandbox.where()));
        return found;
    }

    private ApiClient api(Optional<RunningSandbox> sandbox) {
        if (sandbox.filter(s -> s.server().isEmpty()).isPresent()) {
            throw new IllegalArgumentException(
                    "--server: the sandbox runs as functions, which answer no questions; look with"
                            + " kubectl");
        }
        return api(
                sandbox.flatMap(RunningSandbox::server)
                        .orElse(server.isBlank() ? "http://127.0.0.1:8080" : server.strip()));
    }

    private ApiClient api(String address) {
        String stripped = token.strip();
        if (stripped.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new IllegalArgumentException(
                    "--token: it has characters that no token has; give the token alone");
        }
        return new ApiClient(address, Optional.of(stripped).filter(t -> !t.isEmpty()));
    }
}
