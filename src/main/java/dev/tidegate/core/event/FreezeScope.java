package dev.tidegate.core.event;

import dev.tidegate.core.event.RolloutEvent.Command;

import java.util.Optional;

/**
 * What a person freezes with one word: a namespace, or all of them.
 *
 * @param namespace the only one; empty for all
 */
public record FreezeScope(Optional<String> namespace) {

    /** Every namespace. */
    public static final FreezeScope ALL = new FreezeScope(Optional.empty());

    private static final String ONE = "freeze";
    private static final ServiceKey OF_ALL = new ServiceKey("all", "freeze-all");

    /** One namespace. */
    public static FreezeScope of(String namespace) {
        return new FreezeScope(Optional.of(namespace));
    }

    /** What a command freezes, or no longer; empty when it is about a service. */
    public static Optional<FreezeScope> of(Command command) {
        if (command.action() != Action.FREEZE && command.action() != Action.UNFREEZE) {
            return Optional.empty();
        }
        ServiceKey stands = command.service();
        return Optional.of(stands.equals(OF_ALL) ? ALL : of(stands.namespace()));
    }

    /**
     * What stands for the service in a command about it, so that a freeze and its end are followed
     * in their order.
     */
    public ServiceKey service() {
        return namespace.map(one -> new ServiceKey(one, ONE)).orElse(OF_ALL);
    }

    /** Whether the namespace is in it. */
    public boolean covers(String one) {
        return namespace.isEmpty() || namespace.get().equals(one);
    }

    /** For a person. */
    @Override
    public String toString() {
        return namespace.map(one -> "namespace " + one).orElse("all namespaces");
    }
}
