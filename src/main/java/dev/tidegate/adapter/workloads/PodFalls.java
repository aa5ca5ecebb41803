package dev.tidegate.adapter.workloads;

import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.Pods.Fall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers of a Deployment when it lost pods that nobody took away: neither by scaling it down nor
 * by rolling it out anew. It is in memory alone, so a new process begins without.
 */
final class PodFalls {

    /** As many as tell something: the older ones of a large Deployment do not matter. */
    private static final int KEPT = 16;

    private PodFalls() {}

    /** The Deployment as it is {@code now}, with the falls up to this one. */
    static Pods.Seen follow(Pods.Seen before, Pods.Seen now, Instant at) {
        boolean settled = before.current() == before.available() && now.obstacle().isEmpty();
        boolean fell = now.available() < before.available() && now.available() < now.wanted();
        List<Fall> falls = before.falls();
        if (settled && fell) {
            List<Fall> more = new ArrayList<>(falls);
            more.add(new Fall(at, before.available(), now.available(), now.wanted()));
            falls = more.subList(Math.max(0, more.size() - KEPT), more.size());
        }
        return new Pods.Seen(
                now.workload(),
                now.wanted(),
                now.available(),
                now.current(),
                now.obstacle(),
                falls);
    }
}
