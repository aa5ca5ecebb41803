package dev.tidegate.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.tidegate.adapter.cloudevents.CloudEventWriter;
import dev.tidegate.cli.Notice.Moved;
import dev.tidegate.controller.EventWriter.Written;
import dev.tidegate.core.event.RolloutEvent;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Publishes one event, and follows what comes of it: the options that each event shares. */
final class Publishing {

    private static final int RETRY_SECONDS = 2;

    @Mixin private Reach reach = new Reach();
    @Mixin private KafkaReach kafka = new KafkaReach();
    @Mixin private Follow follow = new Follow();

    @Option(
            names = "--id",
            description = "Id of the event: the same source and id are the same event (a UUID).")
    private String id = UUID.randomUUID().toString();

    @Option(names = "--source", description = "Who tells it, a URI reference (${DEFAULT-VALUE}).")
    private String source = "/tidegate/cli";

    @Option(names = "--time", description = "When it happened, RFC 3339 (now).")
    private Optional<Instant> time = Optional.empty();

    @Option(
            names = "--wait",
            description = "Follow the rollout to its end: 0 as wanted, 1 otherwise, 2 refused.")
    private boolean wait;

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

    /**
     * Publishes it.
     *
     * @param wanted the phase that is a good end of it
     * @return the exit code
     */
    int publish(RolloutEvent event, String wanted) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Written written = new CloudEventWriter().write(source, event);
        try (Link link = kafka.or(reach)) {
            if (!wait) {
                send(link, event, written, err);
                tell(written, event, out);
                return 0;
            }
            try (Feed feed = link.feed(event.service())) {
                List<Notice> known = known(feed);
                send(link, event, written, err);
                tell(written, event, out);
                return follow.follow(
                        new Follow.Target(this::makesItOurs, identity(), wanted),
                        known,
                        feed,
                        new Printer(out, output),
                        err);
            }
        }
    }

    /**
     * What there was before: of a job that runs again with the same id, the release itself. Who may
     * not read the rollouts is told before anything is published.
     */
    private static List<Notice> known(Feed feed) {
        try {
            return feed.next(true);
        } catch (IOException e) {
            return List.of(); // publishing says it, and tries again
        }
    }

    /**
     * A rollout that gives way to our deployment moves because of it, and is not what it started.
     */
    private boolean makesItOurs(Moved moved) {
        return moved.event().equals(identity()) && !moved.phase().equals("Superseded");
    }

    /** The same event as often as it takes: what is received twice counts once. */
    private void send(Link link, RolloutEvent event, Written written, PrintWriter err)
            throws IOException {
        long begun = System.nanoTime();
        for (boolean told = false; ; told = true) {
            try {
                link.publish(event.service(), written);
                return;
            } catch (IOException e) {
                if (System.nanoTime() - begun > retryFor.toNanos()) {
                    throw e;
                }
                if (!told) {
                    err.println("tidegate: " + e.getMessage() + "; sending it again");
                }
                CompletableFuture.runAsync(
                                () -> {},
                                CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS))
                        .join();
            }
        }
    }

    private void tell(Written written, RolloutEvent event, PrintWriter out) {
        if (output == Format.TEXT) {
            out.println(
                    "published to %s for %s: id %s"
                            .formatted(written.topic(), event.service(), id));
        } else {
            out.println(
                    JsonMapper.builder()
                            .build()
                            .createObjectNode()
                            .put("published", written.topic())
                            .put("key", event.service().toString())
                            .put("event", identity()));
        }
        out.flush();
    }
}
