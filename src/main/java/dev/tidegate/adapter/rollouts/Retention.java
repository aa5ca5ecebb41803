package dev.tidegate.adapter.rollouts;

import dev.tidegate.adapter.cluster.Background;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Scalings;

import org.jboss.logging.Logger;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Keeps the newest ended rollouts of a service and deletes the others, in the background. Dry runs
 * are counted by themselves: however many there are, what a rollback leads to is kept. So is one
 * that is to scale pods still.
 */
final class Retention implements AutoCloseable {

    /** How many ended rollouts of a service are kept, and how many dry runs besides. */
    static final int KEPT = 10;

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private final RolloutObjects objects;
    private final Function<ServiceKey, List<Stored>> rollouts;
    private final int kept;
    private final Background<ServiceKey> background;

    /**
     * Nothing is due.
     *
     * @param kept how many of a service stay, and how many of its dry runs
     * @param rollouts of a service, the newest first
     */
    Retention(
            RolloutObjects objects,
            Scheduler scheduler,
            int kept,
            Function<ServiceKey, List<Stored>> rollouts) {
        this.objects = objects;
        this.kept = kept;
        this.rollouts = rollouts;
        this.background = new Background<>("retention", Integer.MAX_VALUE, scheduler, this::sweep);
    }

    /** Says that a release of the service has ended. */
    void due(ServiceKey service) {
        background.due(service);
    }

    /** Deletes what is too old, once it is published; whether all of it is deleted. */
    private boolean sweep(ServiceKey service) {
        List<Stored> all = rollouts.apply(service);
        List<Stored> dry = all.stream().filter(s -> s.rollout().plan().dryRun()).toList();
        List<Stored> moved = all.stream().filter(s -> !s.rollout().plan().dryRun()).toList();
        List<Stored> serving = serving(moved);
        return Stream.of(moved, dry)
                .flatMap(each -> each.stream().filter(s -> !s.rollout().live()).skip(kept))
                .filter(s -> !serving.contains(s))
                .filter(s -> s.publishedRevision() >= s.rollout().revision())
                .filter(s -> Scalings.due(s.rollout()).isEmpty())
                .filter(s -> Scalings.untold(s.rollout()).isEmpty())
                .map(this::deleted)
                .reduce(true, Boolean::logicalAnd);
    }

    /**
     * The newest that has succeeded, and the one before it: what carries the traffic, and where it
     * was before.
     *
     * @param moved those that are no dry runs, the newest first
     */
    private static List<Stored> serving(List<Stored> moved) {
        return moved.stream()
                .dropWhile(s -> !(s.rollout().phase() instanceof Phase.Succeeded))
                .limit(2)
                .toList();
    }

    private boolean deleted(Stored old) {
        Result<Boolean> result = objects.delete(old);
        if (result instanceof Result.Done<?>) {
            return true;
        }
        LOG.infof(
                "old rollout %s/%s stays for now: %s",
                old.rollout().service().namespace(),
                old.rollout().identity().name(),
                result.trouble());
        return false;
    }

    @Override
    public void close() {
        background.close();
    }
}
