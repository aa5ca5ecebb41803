package dev.tidegate.cli;

import dev.tidegate.core.event.ServiceKey;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a rollout, which is easily given for that of its service. */
final class RolloutName {

    private static final Pattern NUMBERED = Pattern.compile("(?<service>.+)-[0-9]{1,9}");

    private RolloutName() {}

    /** How to write it, where the name of a service can be that of a rollout. */
    static Optional<String> hint(ServiceKey given) {
        Matcher numbered = NUMBERED.matcher(given.name());
        return numbered.matches()
                ? Optional.of(
                        "tidegate: if %s is a rollout, write %s/%s --rollout %s"
                                .formatted(
                                        given.name(),
                                        given.namespace(),
                                        numbered.group("service"),
                                        given.name()))
                : Optional.empty();
    }
}
