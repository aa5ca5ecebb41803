package dev.tidegate.cli;

import dev.tidegate.cli.preview.Preview;
import dev.tidegate.cli.read.Read;
import dev.tidegate.core.event.ServiceKey;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;
import picocli.CommandLine.TypeConversionException;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;

/** The command line: each command is a class of its own. */
@Command(
        name = "tidegate",
        description = "Moves traffic between versions of a service.",
        mixinStandardHelpOptions = true)
public final class Tidegate {

    private Tidegate() {}

    /** Ends with the command's exit code: 0 done, 1 not as hoped, 2 wrong input, 3 unknown. */
    public static void main(String[] args) {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        System.exit(run(out, err, args));
    }

    /** Runs one command; returns its exit code. */
    static int run(PrintWriter stdout, PrintWriter stderr, String... args) {
        PrintWriter out = SeenWriter.of(stdout);
        PrintWriter err = SeenWriter.of(stderr);
        Locale.setDefault(Locale.ROOT); // numbers are for programs too
        return Converters.addTo(commands(Clock.tickMillis(ZoneOffset.UTC)))
                .setOut(out)
                .setErr(err)
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(ServiceKey.class, Tidegate::service)
                .registerConverter(Duration.class, Tidegate::duration)
                .setParameterExceptionHandler(new UsageError())
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            err.println("tidegate: " + told(failure));
                            return ExitCode.USAGE;
                        })
                .execute(args);
    }

    /** What an error of ours says is for people; what comes from elsewhere is not. */
    private static String told(Exception failure) {
        boolean ours =
                failure instanceof IllegalArgumentException || failure instanceof IOException;
        return ours && failure.getMessage() != null
                ? failure.getMessage()
                : "the command failed by an error of its own";
    }

    private static CommandLine commands(Clock clock) {
        CommandLine command = new CommandLine(new Publish.OfCommands());
        PublishCommand.addTo(command, clock);
        CommandLine all =
                new CommandLine(new Tidegate())
                        .addSubcommand(new Simulate())
                        .addSubcommand(new ReplayCommand())
                        .addSubcommand(preview(clock))
                        .addSubcommand(new Read(clock, System.in, System.getenv()))
                        .addSubcommand(
                                new CommandLine(new Publish())
                                        .addSubcommand(new PublishDeployStarted(clock))
                                        .addSubcommand(new PublishAlert(clock))
                                        .addSubcommand(command))
                        .addSubcommand(new Rollouts())
                        .addSubcommand(new Alerts(clock))
                        .addSubcommand(new WatchMoves());
        PublishCommand.addTo(all, clock);
        return versioned(all.addSubcommand(new Completion()));
    }

    /** Each command has {@code --version}. */
    private static CommandLine versioned(CommandLine command) {
        String version = Tidegate.class.getPackage().getImplementationVersion();
        command.getCommandSpec()
                .version("tidegate " + (version == null ? "built from its classes" : version));
        command.getSubcommands().values().forEach(Tidegate::versioned);
        return command;
    }

    /** Of its files one that looks like an option is a mistyped option. */
    private static CommandLine preview(Clock clock) {
        return new CommandLine(new Preview(clock))
                .setUnmatchedOptionsAllowedAsOptionParameters(false);
    }

    private static ServiceKey service(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) {
            throw new TypeConversionException(
                    "\"%s\" is no service; write NAMESPACE/SERVICE".formatted(text));
        }
        try {
            return new ServiceKey(parts[0], parts[1]);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** A time such as {@code 1h30m}. */
    static Duration duration(String text) {
        try {
            Duration time = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
            if (time.isPositive()) {
                return time;
            }
        } catch (DateTimeException e) {
            // told below, with the values that are not positive
        }
        throw new TypeConversionException(
                "\"%s\" is no time; write for example 90s, 10m or 1h30m".formatted(text));
    }
}
