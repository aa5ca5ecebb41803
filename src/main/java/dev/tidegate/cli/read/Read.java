package dev.tidegate.cli.read;

import dev.tidegate.core.text.Invisible;
import dev.tidegate.message.Structured;

import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code tidegate read}: what a payload becomes, without any cluster. */
@Command(
        name = "read",
        description = {
            "Shows the events that a payload becomes, or why it is refused (exit code 1).",
            "It is read as Tidegate reads it, with the settings of this environment, such as"
                    + " TIDEGATE_WEBHOOKS_GITHUB_SERVICE; nothing is published. No signature and"
                    + " no token is asked for, so a command's actor is who it names itself."
        },
        mixinStandardHelpOptions = true)
public final class Read implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "SENDER",
            completionCandidates = Entrances.class,
            description = "Whose it is: ${COMPLETION-CANDIDATES}.")
    private String sender = "";

    @Parameters(
            index = "1",
            paramLabel = "PAYLOAD",
            description = "A file as it was sent; - for standard input.")
    private Path payload = Path.of("");

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            converter = Header.Converter.class,
            description = "A header that came with it; as often as there are any.")
    private List<Header> headers = new ArrayList<>();

    @Spec private CommandSpec spec = CommandSpec.create();

    private final Clock clock;
    private final InputStream standardInput;
    private final Map<String, String> environment;

    /**
     * The command.
     *
     * @param standardInput read for a payload that is called {@code -}
     * @param environment whose variables take the place of shipped settings
     */
    public Read(Clock clock, InputStream standardInput, Map<String, String> environment) {
        this.clock = clock;
        this.standardInput = standardInput;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        ReadResult answer = answer(Entrances.of(sender, clock, environment));
        PrintWriter out = spec.commandLine().getOut();
        answer.events().forEach(event -> out.println(Structured.pretty(event)));
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        answer.remarks().forEach(remark -> err.println(Invisible.escaped(remark)));
        err.flush();
        return answer.refused() ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private ReadResult answer(Entrance entrance) {
        int most = entrance.mostBytes();
        byte[] body = Payload.read(payload, standardInput, most + 1);
        return body.length > most
                ? ReadResult.refused("PAYLOAD: is larger than %d bytes; send less".formatted(most))
                : entrance.read(headers, body);
    }
}
