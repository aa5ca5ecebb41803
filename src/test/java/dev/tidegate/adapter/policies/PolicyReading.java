package dev.tidegate.adapter.policies;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Json;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.service.PolicyLookup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A RolloutPolicy with its status, read as the watch reads it. */
public final class PolicyReading {

    private static final Alert ALERT =
            new Alert("Errors", "critical", Optional.empty(), "f1", Instant.EPOCH);
    private static final ServiceKey SERVICE = new ServiceKey("bookinfo", "reviews");

    private PolicyReading() {}

    /**
     * What a decision gets to know of it, and the status that an alert makes of its own.
     *
     * @throws IllegalArgumentException when it is no resource at all
     */
    public static PolicyLookup read(ApiObject object, Instant now) {
        KnownPolicy policy = KnownPolicy.of(object);
        AlertMemory memory = AlertMemory.of(policy, now);
        List<Alert> firing = memory.firing().stream().map(r -> r.alert()).toList();
        memory.forgets();
        AlertMemory tidied = AlertMemory.of(policy.with(memory.tidied()), now);
        Json.tree(tidied.after(new AlertFired("/am 1", SERVICE, now, ALERT), policy.plan()));
        Json.tree(
                tidied.after(
                        new AlertResolved("/am 2", SERVICE, now, ALERT.endedAt(now)),
                        policy.plan()));
        return policy.lookup(firing);
    }
}
