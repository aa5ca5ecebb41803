package dev.tidegate.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

import java.io.PrintWriter;
import java.util.Locale;

/** The command line: each command is a class of its own. */
@Command(
        name = "tidegate",
        description = "Moves traffic between versions of a service.",
        mixinStandardHelpOptions = true,
        subcommands = Simulate.class)
public final class Tidegate {

    private Tidegate() {}

    /** Ends with the command's exit code: 0 done, 1 not as hoped, 2 wrong input. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        System.exit(run(out, err, args));
    }

    /** Runs one command; returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        Locale.setDefault(Locale.ROOT); // numbers are for programs too
        return new CommandLine(new Tidegate())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            err.println("tidegate: " + failure.getMessage());
                            return ExitCode.USAGE;
                        })
                .execute(args);
    }
}
