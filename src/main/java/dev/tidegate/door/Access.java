package dev.tidegate.door;

import dev.tidegate.core.event.ServiceKey;

import java.util.Collection;
import java.util.Optional;

/**
 * Decides who comes in by HTTP. What comes by Kafka has been let in already, by the rights on its
 * topic. Both questions may wait for the API server.
 */
public interface Access {

    /** Lets everybody do everything, and knows nobody. */
    Access OPEN =
            new Access() {
                @Override
                public Caller identify(Optional<String> token) {
                    return Caller.ANYBODY;
                }

                @Override
                public void require(Caller caller, Right right) {
                    // everybody may
                }
            };

    /**
     * Who has this token.
     *
     * @param token empty when none was sent
     * @throws Denied when nobody known has it, or nobody can be asked
     */
    Caller identify(Optional<String> token);

    /**
     * Whether the caller had some right lately: who has none has no business here, and must not
     * take the room of those who have. Asks nobody.
     */
    default boolean proven(Caller caller) {
        return true;
    }

    /**
     * Returns when the caller has the right.
     *
     * @throws Denied when not, or when nobody can be asked
     */
    void require(Caller caller, Right right);

    /**
     * Returns when the caller has the right on each of the services. Who has it in all namespaces,
     * as telemetry mostly does, is asked about once.
     *
     * @throws Denied for the first of which not, or when nobody can be asked
     */
    default void requireAll(Caller caller, Verb verb, Collection<ServiceKey> services) {
        if (services.size() > 1) {
            try {
                require(caller, new Right(verb, "", ""));
                return;
            } catch (Denied denied) {
                if (denied.why() != Denied.Why.NO_RIGHT) {
                    throw denied;
                }
            }
        }
        for (ServiceKey service : services) {
            require(caller, new Right(verb, service.namespace(), service.name()));
        }
    }
}
