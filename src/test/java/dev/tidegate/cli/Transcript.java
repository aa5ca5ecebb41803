package dev.tidegate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A command and what it prints, as a terminal shows it: {@code $ tidegate ...}, the output, {@code
 * exit code N}. Arguments that name a file by its ending are files of the folder.
 */
record Transcript(Path folder, String command) {

    private static final String PROMPT = "$ tidegate ";

    /** The command that the first line of the folder's {@code out.txt} shows. */
    static Transcript in(Path folder) throws IOException {
        String first = Files.readAllLines(folder.resolve("out.txt")).getFirst();
        return new Transcript(folder, first.substring(PROMPT.length()));
    }

    /** Runs the command. */
    String run() {
        String[] args =
                Stream.of(command.split(" "))
                        .map(
                                word ->
                                        word.matches(".*\\.(yaml|json)")
                                                ? folder.resolve(word).toString()
                                                : word)
                        .toArray(String[]::new);
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        int exit = Tidegate.run(writer, writer, args);
        String said = text.toString().replace(folder + "/", "");
        return "%s%s\n%sexit code %d\n".formatted(PROMPT, command, said, exit);
    }
}
