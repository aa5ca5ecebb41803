package dev.tidegate.cli;

import dev.tidegate.cli.Notice.Moved;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.message.BinaryEvent;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Publishes one event, and follows what comes of it. */
final class Publishing {

    private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);

    @Mixin private Sending sending = new Sending();
    @Mixin private FollowRollout follow = new FollowRollout();

    @Option(
            names = "--wait",
            description = "Follow the rollout to its end: 0 as wanted, 1 otherwise, 2 refused.")
    private boolean wait;

    @Option(
            names = "--no-wait",
            description =
                    "Do not even wait for what becomes of it first: 0 as soon as it is published.")
    private boolean noWait;

    /** What to look at beside the rollouts, on a way to Tidegate; made before the publishing. */
    @FunctionalInterface
    interface Traces {
        Trace of(Client client) throws IOException;
    }

    String id() {
        return sending.id();
    }

    Instant time(Clock clock) {
        return sending.time(clock);
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
        BinaryEvent written = sending.written(event);
        FollowRollout.Target target =
                new FollowRollout.Target(this::makesItOurs, sending.identity(), wanted);
        try (Client client = sending.client()) {
            if (noWait) {
                sending.send(client, event, written);
                return FollowRollout.AS_WANTED;
            }
            if (!wait) {
                return outcome(
                        client,
                        event,
                        written,
                        new FollowEvent(target, sending.printer(), sending.err()),
                        traces);
            }
            try (Feed feed = client.feed(event.service())) {
                List<Notice> known = known(feed);
                sending.send(client, event, written);
                return follow.follow(target, known, feed, sending.printer(), sending.err());
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
            sending.send(client, event, written);
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
        return moved.event().equals(sending.identity())
                && moved.kind().filter(PhaseKind.SUPERSEDED::equals).isEmpty();
    }
}
