package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.it.CommandLine.Ended;

import java.util.stream.Stream;

/** A town, and commands that are given to it. */
abstract class AtTheTerminal extends InTown {

    static String of(String service) {
        return Town.NAMESPACE + "/" + service;
    }

    String[] overHttp(String... arguments) {
        return with(arguments, "--server", town.artifact.url().toString());
    }

    String[] overKafka(String... arguments) {
        return with(arguments, "--bootstrap-servers", town.broker.bootstrapServers());
    }

    static String[] with(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    static Ended succeeds(String... arguments) {
        Ended ended = CommandLine.run(arguments);
        assertThat(ended.code()).as(ended.printed()).isZero();
        return ended;
    }
}
