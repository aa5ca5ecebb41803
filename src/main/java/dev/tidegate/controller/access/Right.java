package dev.tidegate.controller.access;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.StepDue;

/**
 * Leave to do something: a verb on {@code rollouts.tidegate.dev}.
 *
 * @param namespace empty for all namespaces
 * @param name of an event the service, so that a Role can name it: a rollout's own name counts up;
 *     of {@link Verb#GET} the rollout; empty for all
 */
public record Right(Verb verb, String namespace, String name) {

    /** The API group of the resource. */
    public static final String GROUP = "tidegate.dev";

    /** The resource, in the plural. */
    public static final String RESOURCE = "rollouts";

    /** What Knative needs that delivers to a function, and whoever tells of a timer as it does. */
    public static final Right DELIVER = new Right(Verb.DELIVER, "", "");

    /** What somebody needs who sends this event. */
    public static Right of(RolloutEvent event) {
        return event instanceof StepDue
                ? DELIVER
                : new Right(Verb.of(event), event.service().namespace(), event.service().name());
    }

    /** For a person. */
    @Override
    public String toString() {
        return "%s %s.%s%s in %s"
                .formatted(
                        verb,
                        RESOURCE,
                        GROUP,
                        name.isEmpty() ? "" : " \"" + name + "\"",
                        namespace.isEmpty() ? "all namespaces" : "namespace " + namespace);
    }
}
