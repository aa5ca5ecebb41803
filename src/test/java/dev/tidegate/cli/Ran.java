package dev.tidegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.tidegate.cli.read.Read;

import picocli.CommandLine;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** A command that has run in this process. */
record Ran(int exit, String out, String err) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Ran of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Tidegate.run(new PrintWriter(out), new PrintWriter(err, true), args);
        return new Ran(exit, out.toString(), err.toString());
    }

    /** {@code read} with an environment and an input of its own. */
    static Ran read(Map<String, String> environment, InputStream input, List<String> args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit =
                new CommandLine(new Read(Clock.systemUTC(), input, environment))
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err, true))
                        .execute(args.toArray(String[]::new));
        return new Ran(exit, out.toString(), err.toString());
    }

    /** The JSON objects on standard output, one after the other. */
    List<JsonNode> events() throws IOException {
        try (MappingIterator<JsonNode> all = JSON.readerFor(JsonNode.class).readValues(out)) {
            return all.readAll();
        }
    }

    /** All that it says. */
    String said() {
        return out + err;
    }
}
