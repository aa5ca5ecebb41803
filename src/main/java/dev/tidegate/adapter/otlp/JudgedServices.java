package dev.tidegate.adapter.otlp;

import dev.tidegate.controller.Policies;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.service.PolicyLookup;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The services whose policies ask for evidence, and how a cluster of Envoy is told to be of one of
 * their versions. Others are not counted: nobody would look at it.
 */
final class JudgedServices {

    private final Supplier<Map<ServiceKey, Routing.Destinations>> judged;
    private volatile Clusters clusters = new Clusters(Map.of());

    /**
     * None yet.
     *
     * @param judged those that are at the time, and how their routes name versions
     */
    JudgedServices(Supplier<Map<ServiceKey, Routing.Destinations>> judged) {
        this.judged = judged;
    }

    /** Those whose policies have an analysis. */
    static JudgedServices of(Policies policies) {
        return new JudgedServices(
                () -> {
                    Map<ServiceKey, Routing.Destinations> judged = new TreeMap<>();
                    for (ServiceKey service : policies.governed()) {
                        if (policies.find(service) instanceof PolicyLookup.Found found
                                && found.plan().analysis().isPresent()) {
                            judged.put(service, found.plan().routing().destinations());
                        }
                    }
                    return judged;
                });
    }

    /** Looks again who is; it may wait for the first answer of the API server. */
    void refresh() {
        Map<ServiceKey, Routing.Destinations> now = judged.get();
        if (!clusters.are(now)) {
            clusters = new Clusters(now);
        }
    }

    /** Which version of which judged service a cluster leads to, if any. */
    Optional<Destination> of(String cluster) {
        return clusters.destination(cluster);
    }
}
