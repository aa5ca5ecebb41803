package dev.tidegate.adapter.webhook;

import dev.tidegate.adapter.webhook.Reading.Broken;
import dev.tidegate.adapter.webhook.Reading.LeftOut;
import dev.tidegate.adapter.webhook.Reading.Made;
import dev.tidegate.controller.Governance;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;

import java.util.Optional;

/**
 * Leaves out what no policy governs: nothing could come of it. An alert that may be told is told
 * all the same, because its policy may come while it fires.
 */
final class Ungoverned {

    private final Governance policies;

    Ungoverned(Governance policies) {
        this.policies = policies;
    }

    /**
     * The same reading, or that it is left out.
     *
     * @param denied whether the sender may not tell of it
     * @param trusted whether they may learn of a service that is none of theirs that it has no
     *     policy
     */
    Reading without(Reading reading, boolean denied, boolean trusted) {
        if (!trusted && (denied || reading instanceof Broken)) {
            return reading;
        }
        return switch (reading) {
            case Made(DeployStarted deploy) -> governed(reading, deploy.service());
            case Made(RolloutEvent event) -> denied ? governed(reading, event.service()) : reading;
            case Broken(String _, String _, Optional<ServiceKey> service) ->
                    service.map(known -> governed(reading, known)).orElse(reading);
            case Reading other -> other;
        };
    }

    private Reading governed(Reading reading, ServiceKey service) {
        return policies.governs(service)
                ? reading
                : new LeftOut(
                        service.toString(),
                        "has no RolloutPolicy; create one of that name in namespace %s"
                                .formatted(service.namespace()));
    }
}
