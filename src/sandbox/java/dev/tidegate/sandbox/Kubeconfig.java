package dev.tidegate.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file by which kubectl finds the sandbox's API server and the demonstration's namespace. */
final class Kubeconfig {

    private Kubeconfig() {}

    /** Writes it into {@code directory}; returns its whole path. */
    static Path write(Path directory, String server, String namespace) {
        Path file = directory.resolve("kubeconfig").toAbsolutePath();
        try {
            return Files.writeString(
                    file,
                    """
                    apiVersion: v1
                    kind: Config
                    clusters:
                      - {name: sandbox, cluster: {server: "%s"}}
                    users:
                      - {name: anybody, user: {}}
                    contexts:
                      - {name: sandbox, context: {cluster: sandbox, user: anybody, namespace: "%s"}}
                    current-context: sandbox
                    """
                            .formatted(server, namespace));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
