package dev.tidegate.adapter.kubernetes;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.service.PolicyLookup;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

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
    public static PolicyLookup read(
            GenericKubernetesResource resource, KubernetesSerialization json, Instant now) {
        KnownPolicy policy = KnownPolicy.of(resource, json);
        AlertMemory memory = AlertMemory.of(policy, now);
        List<Alert> firing = memory.firing().stream().map(r -> r.alert()).toList();
        memory.forgets();
        AlertMemory tidied = AlertMemory.of(policy.with(memory.tidied()), now);
        json.asJson(tidied.after(new AlertFired("/am 1", SERVICE, now, ALERT), policy.plan()));
        json.asJson(
                tidied.after(
                        new AlertResolved("/am 2", SERVICE, now, ALERT.endedAt(now)),
                        policy.plan()));
        return policy.lookup(firing);
    }
}
