package dev.tidegate.door;

import dev.tidegate.core.distribution.DnsLabel;
import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.StepDue;

import java.util.regex.Pattern;

/**
 * Leave to do something: a verb on {@code rollouts.tidegate.dev}.
 *
 * @param namespace empty for all namespaces
 * @param name of an event the service, so that a Role can name it: a rollout's own name counts up;
 *     of {@link Verb#GET} the rollout; empty for all
 */
public record Right(Verb verb, String namespace, String name) {

    /** A rollout's name is its service's, a hyphen and a number. */
    private static final Pattern NAME = Pattern.compile("([a-z0-9]([-a-z0-9]{0,98}[a-z0-9])?)?");

    /** The API group of the resource. */
    public static final String GROUP = "tidegate.dev";

    /** The resource, in the plural. */
    public static final String RESOURCE = "rollouts";

    /** What Knative needs that delivers to a function, and whoever tells of a timer as it does. */
    public static final Right DELIVER = new Right(Verb.DELIVER, "", "");

    /**
     * Leave to do something.
     *
     * @throws IllegalArgumentException naming the field, the value and the rule when no such
     *     namespace or name can be: it is remembered and sent to the API server
     */
    public Right {
        if (!namespace.isEmpty()) {
            DnsLabel.require("namespace", namespace);
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name: \"%s\" is none of a service or rollout; use at most 100 of a-z, 0-9 and '-'"
                            .formatted(name));
        }
    }

    /** What somebody needs who sends this event. */
    public static Right of(RolloutEvent event) {
        return switch (event) {
            case StepDue _ -> DELIVER;
            case Command command when FreezeScope.of(command).isPresent() ->
                    new Right(
                            Verb.of(event),
                            FreezeScope.of(command).get().namespace().orElse(""),
                            "");
            default ->
                    new Right(Verb.of(event), event.service().namespace(), event.service().name());
        };
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
