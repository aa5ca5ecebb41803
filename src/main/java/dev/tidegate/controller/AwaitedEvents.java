package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scalings;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Events from a sender who waits for the end of what follows and sends again when he has waited too
 * long. What is sent again while it is still being worked on joins that work, so a sender's
 * impatience fills no mailbox.
 */
public final class AwaitedEvents {

    private final Controller controller;
    private final RolloutStore store;
    private final Clock clock;
    private final Map<Object, CompletableFuture<Void>> working = new ConcurrentHashMap<>();

    public AwaitedEvents(Controller controller, Ports ports) {
        this.controller = controller;
        this.store = ports.store();
        this.clock = ports.clock();
    }

    /** Handles an event; done when everything that follows from it is acknowledged. */
    public CompletableFuture<Void> deliver(RolloutEvent event) {
        return once(event, done -> controller.handle(event, done));
    }

    /**
     * Does what timers and watches do by themselves where a process is always on: moves each
     * rollout whose time has come, and looks again at every other live one, whose pods may have
     * become ready or be gone, or whose routes may have been edited. Waits until the cluster was
     * read once.
     *
     * @param at when the tick was made; the earlier of it and our clock decides what is due, so
     *     that no hold is shortened by the one clock that is ahead
     * @return done when all of it is acknowledged
     */
    public CompletableFuture<Void> tick(Instant at) {
        store.awaitRead();
        Instant now = at.isBefore(clock.instant()) ? at : clock.instant();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Stored stored : store.all()) {
            Rollout rollout = stored.rollout();
            Optional<Instant> due = Scalings.due(rollout);
            if (rollout.live() || due.filter(d -> !d.isAfter(now)).isPresent()) {
                all.add(turn(rollout, due, now));
            } else if (Outbox.untold(stored) || rollout.next().isPresent()) {
                all.add(once(rollout.service(), done -> controller.look(rollout.service(), done)));
            }
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> turn(Rollout rollout, Optional<Instant> due, Instant now) {
        ServiceKey service = rollout.service();
        boolean waits = rollout.live() && rollout.pods().waits().isPresent();
        if (waits || due.isEmpty() || due.get().isAfter(now)) {
            return once(service, done -> controller.look(service, done));
        }
        return once(
                StepTimers.id(rollout),
                done -> controller.handle(StepTimers.event(rollout, clock.instant()), done));
    }

    private CompletableFuture<Void> once(Object what, Consumer<Runnable> start) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> other = working.putIfAbsent(what, mine);
        if (other != null) {
            return other;
        }
        start.accept(
                () -> {
                    working.remove(what, mine);
                    mine.complete(null);
                });
        return mine;
    }
}
