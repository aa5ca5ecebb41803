package dev.tidegate.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.tidegate.cli.Notice.Moved;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.PhaseKind;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Publishes one event, and follows what comes of it: the options that each event shares. */
final class Publishing {

    private static final int RETRY_SECONDS = 2;
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);

    @Mixin private ServerOptions reach = new ServerOptions();
    @Mixin private KafkaOptions kafka = new KafkaOptions();
    @Mixin private FollowRollout follow = new FollowRollout();

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
            names = "--no-wait",
            description =
                    "Do not even wait for what becomes of it first: 0 as soon as it is published.")
    private boolean noWait;

    @Option(
            names = "--retry-for",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long to send it again while nobody takes it (${DEFAULT-VALUE}).")
    private Duration retryFor = Duration.ZERO;

    /** What to look at beside the rollouts, on a way to Tidegate; made before the publishing. */
    @FunctionalInterface
    interface Traces {
        Trace of(Client client) throws IOException;
    }

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
     * Publishes what only rollouts tell of, as {@link #publish(RolloutEvent, Function, Traces)}.
     */
    int publish(RolloutEvent event, PhaseKind wanted) throws IOException {
        return publish(event, _ -> wanted, _ -> Trace.NONE);
    }

    /**
     * Publishes it, and waits for what was asked for: its end, its first effect, or nothing.
     *
     * @param wanted the phase that is a good end of it, by the first move that it makes
     * @param traces what else shows that it was taken, on a way to Tidegate
     * @return the exit code
     */
    int publish(RolloutEvent event, Function<Moved, PhaseKind> wanted, Traces traces)
            throws IOException {
        if (wait && noWait) {
            throw new IllegalArgumentException("--no-wait: --wait is given too; give one of them");
        }
        BinaryEvent written = new CloudEventWriter().write(source, event);
        FollowRollout.Target target =
                new FollowRollout.Target(this::makesItOurs, identity(), wanted);
        try (Client client = kafka.or(reach)) {
            if (noWait) {
                send(client, event, written);
                return FollowRollout.AS_WANTED;
            }
            if (!wait) {
                return outcome(
                        client, event, written, new FollowEvent(target, printer(), err()), traces);
            }
            try (Feed feed = client.feed(event.service())) {
                List<Notice> known = known(feed);
                send(client, event, written);
                return follow.follow(target, known, feed, printer(), err());
            }
        }
    }

    /** Who may not look may publish: an abort must not fail for want of a right to read. */
    private int outcome(
            Client client,
            RolloutEvent event,
            BinaryEvent written,
            FollowEvent outcome,
            Traces traces)
            throws IOException {
        try (Feed feed = open(client, event)) {
            List<Notice> known = glance(feed);
            Trace trace = before(client, traces);
            send(client, event, written);
            return outcome.await(known, feed, trace, follow.beginWithin(FIRST_ANSWER));
        }
    }

    /** A look that fails must not keep anything from being published. */
    private static Trace before(Client client, Traces traces) {
        try {
            return traces.of(client);
        } catch (IOException | IllegalArgumentException e) {
            return Trace.NONE;
        }
    }

    /** What cannot be opened says so when it is read, after the publishing. */
    private static Feed open(Client client, RolloutEvent event) {
        try {
            return client.feed(event.service());
        } catch (IllegalArgumentException e) {
            return _ -> {
                throw e;
            };
        }
    }

    private static List<Notice> glance(Feed feed) {
        try {
            return known(feed);
        } catch (IllegalArgumentException e) {
            return List.of(); // said once more, after the publishing
        }
    }

    private Printer printer() {
        return new Printer(spec.commandLine().getOut(), output);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
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
        return moved.event().equals(identity())
                && moved.kind().filter(PhaseKind.SUPERSEDED::equals).isEmpty();
    }

    /** The same event as often as it takes: what is received twice counts once. */
    private void send(Client client, RolloutEvent event, BinaryEvent written) throws IOException {
        long begun = System.nanoTime();
        for (boolean told = false; ; told = true) {
            try {
                client.publish(event.service(), written);
                tell(written, event, spec.commandLine().getOut());
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

    private void tell(BinaryEvent written, RolloutEvent event, PrintWriter out) {
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
