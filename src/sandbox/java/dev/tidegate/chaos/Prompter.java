package dev.tidegate.chaos;

import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.Rollouts;
import dev.tidegate.chaos.site.Post;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Watches the releases, and sends each event whose moment has come. All on a thread of its own. */
final class Prompter implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration COPY = Duration.ofSeconds(3);

    private final Post post;
    private final Clock clock;
    private final List<Cue> waiting;
    private final Map<String, Rollout> seen = new HashMap<>();
    private final List<AlertFired> fired = new ArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final ScheduledExecutorService thread =
            Executors.newScheduledThreadPool(1, Thread.ofPlatform().name("prompter").factory());

    Prompter(Post post, Clock clock, List<Cue> cues) {
        this.post = post;
        this.clock = clock;
        this.waiting = new ArrayList<>(cues);
    }

    /** Somebody has written an object. */
    void written(Entry.Written written) {
        if (written.kind().equals(Rollouts.KIND) && !written.deleted()) {
            thread.execute(() -> moved(Rollouts.read(written.object()).rollout()));
        }
    }

    /**
     * Sends what is still to be sent though its moment never came, and that alerts are over of
     * which a copy may have come after their end.
     */
    void finish() {
        thread.execute(
                () -> {
                    List<AlertFired> old = List.copyOf(fired);
                    fired.clear();
                    old.forEach(alert -> post(end("closed-" + alert.alert().fingerprint(), alert)));
                    List<Cue> left = waiting.stream().filter(Cue::asked).toList();
                    waiting.clear();
                    left.forEach(cue -> send(cue, seen(cue.release())));
                });
    }

    /** Whether nothing will be sent before the next moment comes. */
    boolean quiet() {
        return underWay.get() == 0;
    }

    private void moved(Rollout rollout) {
        seen.put(key(rollout.service(), rollout.canary().name()), rollout);
        List<Cue> now =
                waiting.stream()
                        .filter(cue -> cue.release().is(rollout))
                        .filter(cue -> cue.moment().is(rollout))
                        .toList();
        waiting.removeAll(now);
        now.forEach(cue -> later(cue.after(), () -> send(cue, Optional.of(rollout))));
    }

    private void send(Cue cue, Optional<Rollout> rollout) {
        Instant now = clock.instant();
        RolloutEvent event = cue.event().at(rollout, now);
        post(event);
        if (cue.twice()) {
            later(COPY, () -> post(event));
        }
        if (event instanceof AlertFired alert) {
            fired.add(alert);
            await(end(cue.release(), alert));
        }
    }

    /** An alert is resolved when its release has ended. */
    private Cue end(Release release, AlertFired alert) {
        return new Cue(
                release,
                Moment.ENDED,
                SOON,
                true,
                false,
                (_, _) -> end(release.id("resolved"), alert));
    }

    private AlertResolved end(String id, AlertFired alert) {
        Instant now = clock.instant();
        return new AlertResolved(id, alert.service(), now, alert.alert().endedAt(now));
    }

    private void await(Cue cue) {
        Optional<Rollout> rollout = seen(cue.release());
        if (rollout.filter(cue.moment()::is).isPresent()) {
            later(cue.after(), () -> send(cue, rollout));
        } else {
            waiting.add(cue);
        }
    }

    private Optional<Rollout> seen(Release release) {
        return Optional.ofNullable(seen.get(key(release.service().key(), release.version())));
    }

    private static String key(ServiceKey service, String version) {
        return service + " " + version;
    }

    /** The broker may be away: nobody waits for it here. */
    private void post(RolloutEvent event) {
        underWay.incrementAndGet();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                post.send(event);
                            } finally {
                                underWay.decrementAndGet();
                            }
                        });
    }

    private void later(Duration after, Runnable work) {
        underWay.incrementAndGet();
        var _ =
                thread.schedule(
                        () -> {
                            try {
                                work.run();
                            } finally {
                                underWay.decrementAndGet();
                            }
                        },
                        after.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
