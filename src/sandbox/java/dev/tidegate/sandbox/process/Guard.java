package dev.tidegate.sandbox.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;

/**
 * Ends this JVM's processes when it ends, however it does: after {@code kill -9} no shutdown hook
 * runs. A shell of its own reads their numbers from a pipe that the system closes with this JVM,
 * and then kills those that are left.
 */
public final class Guard {

    /** It knows them by {@code + PID}, and forgets them by {@code - PID}. */
    private static final String SCRIPT =
            """
            trap '' INT TERM HUP
            all=' '
            while read -r sign pid; do
                case $sign in
                    +) all="$all$pid " ;;
                    -) case $all in *" $pid "*) all="${all%%" $pid "*} ${all#*" $pid "}" ;; esac ;;
                esac
            done
            for pid in $all; do
                kill -KILL "$pid"
            done
            """;

    private final Writer pipe;

    /** A guard that hears through this pipe. */
    Guard(Writer pipe) {
        this.pipe = pipe;
    }

    private static Writer shell() {
        try {
            Process shell =
                    new ProcessBuilder("sh", "-c", SCRIPT)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start();
            return shell.outputWriter(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("no shell can be started, which guards processes", e);
        }
    }

    /** Starts a process and guards it to its end. One that nobody can guard is not left alone. */
    public static Process start(ProcessBuilder builder) throws IOException {
        return OfThisJvm.GUARD.guarded(builder);
    }

    /** Starts a process and guards it to its end. */
    Process guarded(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        try {
            tell("+", process);
        } catch (UncheckedIOException e) {
            process.destroyForcibly();
            throw e;
        }
        var _ = process.onExit().thenAccept(ended -> tell("-", ended));
        return process;
    }

    private synchronized void tell(String sign, Process process) {
        try {
            pipe.write("%s %d\n".formatted(sign, process.pid()));
            pipe.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the guard of the processes is gone", e);
        }
    }

    /** Begins with the first process. */
    private static final class OfThisJvm {
        static final Guard GUARD = new Guard(shell());
    }
}
