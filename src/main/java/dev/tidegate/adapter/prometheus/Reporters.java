package dev.tidegate.adapter.prometheus;

import dev.tidegate.controller.Governance;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.door.Access;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Right;
import dev.tidegate.door.Verb;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Of which services one request may tell; each is asked about once. */
final class Reporters {

    private final Map<String, Optional<Denied>> namespaces = new HashMap<>();
    private final Map<ServiceKey, Optional<Denied>> services = new HashMap<>();
    private final Map<ServiceKey, Boolean> governed = new HashMap<>();
    private final Access access;
    private final Governance policies;
    private final Caller caller;
    private boolean allowed;

    Reporters(Access access, Governance policies, Caller caller) {
        this.access = access;
        this.policies = policies;
        this.caller = caller;
    }

    /**
     * Why nothing of the service is taken; empty when it is.
     *
     * @throws Denied when nobody can be asked
     */
    Optional<LeftOut> refused(ServiceKey service) {
        if (!governed.computeIfAbsent(service, policies::governs)) {
            return Optional.of(LeftOut.NO_POLICY);
        }
        if (services.computeIfAbsent(service, this::denied).isPresent()) {
            return Optional.of(LeftOut.NO_RIGHT);
        }
        allowed = true;
        return Optional.empty();
    }

    /** Who may tell of a whole namespace, as telemetry mostly may, is asked about once. */
    private Optional<Denied> denied(ServiceKey service) {
        String namespace = service.namespace();
        return namespaces
                .computeIfAbsent(namespace, name -> denied(new Right(Verb.REPORT, name, "")))
                .flatMap(_ -> denied(new Right(Verb.REPORT, namespace, service.name())));
    }

    private Optional<Denied> denied(Right right) {
        try {
            access.require(caller, right);
            return Optional.empty();
        } catch (Denied denied) {
            if (denied.why() == Denied.Why.NO_RIGHT) {
                return Optional.of(denied);
            }
            throw denied;
        }
    }

    /** Why all was refused; empty when something was not, or nothing was asked about. */
    Optional<Denied> all() {
        return allowed
                ? Optional.empty()
                : services.values().stream().flatMap(Optional::stream).findFirst();
    }
}
