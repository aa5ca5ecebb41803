package dev.tidegate.cli;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.message.BinaryEvent;
import dev.tidegate.message.CloudEventWriter;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends one event, as often as it takes: the options that each event shares. */
final class Sending {

    private static final int RETRY_SECONDS = 2;

    @Mixin private ServerOptions reach = new ServerOptions();
    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--id",
            description = "Id of the event: the same source and id are the same event (a UUID).")
    private String id = UUID.randomUUID().toString();

    @Option(names = "--source", description = "Who tells it, a URI reference (${DEFAULT-VALUE}).")
    private String source = "/tidegate/cli";

    @Option(names = "--time", description = "When it happened, RFC 3339 (now).")
    private Optional<Instant> time = Optional.empty();

    @Option(
            names = "--retry-for",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long to send it again while nobody takes it (${DEFAULT-VALUE}).")
    private Duration retryFor = Duration.ZERO;

    @Option(names = "--output", description = "text or json (text).")
    private Format output = Format.TEXT;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Identity of the event, as rollouts remember it. */
    String identity() {
        return source + " " + id;
    }

    String id() {
        return id;
    }

    Instant time(Clock clock) {
        return time.orElseGet(clock::instant);
    }

    /** The event as it is sent. */
    BinaryEvent written(RolloutEvent event) {
        return new CloudEventWriter().write(source, event);
    }

    /** Whether it is written to the topic of one namespace. */
    boolean dividesByNamespace() {
        return kafka.dividesByNamespace();
    }

    /** A way to Tidegate, to be closed. */
    Client client() throws IOException {
        return kafka.or(reach);
    }

    Printer printer() {
        return new Printer(spec.commandLine().getOut(), output);
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Sends it, and looks for nothing that comes of it. */
    void send(RolloutEvent event) throws IOException {
        try (Client client = client()) {
            send(client, event, written(event));
        }
    }

    /** The same event as often as it takes: what is received twice counts once. */
    void send(Client client, RolloutEvent event, BinaryEvent written) throws IOException {
        long begun = System.nanoTime();
        for (boolean told = false; ; told = true) {
            try {
                client.publish(event.service(), written);
                new Published(written, event, identity(), id)
                        .tell(spec.commandLine().getOut(), output);
                return;
            } catch (IOException e) {
                if (System.nanoTime() - begun > retryFor.toNanos()) {
                    throw e;
                }
                if (!told) {
                    err().println("tidegate: " + e.getMessage() + "; sending it again");
                }
                CompletableFuture.runAsync(
                                () -> {},
                                CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS))
                        .join();
            }
        }
    }
}
