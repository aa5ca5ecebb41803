package dev.tidegate.adapter.istio;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.controller.Result;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.PlannedWrite;

import org.jboss.logging.Logger;

import java.util.List;
import java.util.Optional;

/** Puts planned writes, with the resourceVersion that they were planned for. */
record RouteWriter(Cluster cluster, RouteObjects objects, Sides sides) {

    private static final Logger LOG = Logger.getLogger(RouteWriter.class);

    /** Why the canary may get no traffic, each a sentence; empty when it may. */
    List<String> barred(Rollout rollout) {
        Optional<String> unread = sides.unread();
        return unread.isPresent()
                ? List.of(unread.get())
                : sides.barred(rollout, objects.named(rollout.plan()));
    }

    /**
     * Makes the writes, up to the first that fails. While something bars the canary from traffic,
     * those that would give it some are left out.
     */
    void make(Rollout rollout, List<PlannedWrite> writes, WriteResults results) {
        boolean gives = rollout.live() && writes.stream().anyMatch(PlannedWrite::gives);
        Optional<String> unread = gives ? sides.unread() : Optional.empty();
        List<String> barred = gives && unread.isEmpty() ? barred(rollout) : List.of();
        boolean open = unread.isEmpty() && barred.isEmpty();
        for (PlannedWrite write : writes) {
            if (!results.failed() && (open || !write.gives())) {
                results.count(write.title(), write(write));
            }
        }
        results.refused(barred);
        unread.ifPresent(results::unanswered);
    }

    Result<Integer> write(PlannedWrite write) {
        RouteKind kind = RouteKind.of(write.kind());
        Result<ApiObject> put = cluster.update(kind.kind(), new ApiObject(write.tree()));
        if (put instanceof Result.Done<ApiObject>(ApiObject now)) {
            objects.cache(kind).learn(now);
            write.notes().forEach(note -> LOG.infof("%s: %s", write.title(), note));
        }
        return put instanceof Result.Conflict<ApiObject>(String what)
                ? objects.reread(kind, write.namespace(), write.name(), new Result.Conflict<>(what))
                : put.map(_ -> 1);
    }
}
