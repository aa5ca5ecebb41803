package dev.tidegate.cli;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.ServiceKey;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code tidegate publish alert}: an alert fires, or is resolved. */
@Command(
        name = "alert",
        description = "An alert fires for a version, or is resolved.",
        mixinStandardHelpOptions = true)
final class PublishAlert implements Callable<Integer> {

    @Parameters(paramLabel = "NAMESPACE/SERVICE")
    private Optional<ServiceKey> service = Optional.empty();

    @Option(names = "--alert", required = true, description = "Its name.")
    private String name = "";

    @Option(names = "--severity", description = "(${DEFAULT-VALUE}).")
    private String severity = "critical";

    @Option(
            names = "--for-version",
            paramLabel = "VERSION",
            description = "The version, or workload, that hurts; without it the policy decides.")
    private Optional<String> version = Optional.empty();

    @Option(
            names = "--fingerprint",
            description = "Identifies what fires (alert, service and version).")
    private Optional<String> fingerprint = Optional.empty();

    @Option(
            names = "--starts-at",
            paramLabel = "TIME",
            description = "When it began to fire, RFC 3339 (the event's time).")
    private Optional<Instant> startsAt = Optional.empty();

    @Option(
            names = "--resolved",
            description = "It is over; --fingerprint and --starts-at as when it fired.")
    private boolean resolved;

    @Mixin private Publishing publishing = new Publishing();

    private final Clock clock;

    PublishAlert(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        if (resolved && startsAt.isEmpty()) {
            throw new IllegalArgumentException(
                    "--starts-at: is missing; --resolved needs the time that the alert began with");
        }
        ServiceKey about = service.orElseThrow();
        Instant time = publishing.time(clock);
        Alert alert =
                new Alert(
                        name,
                        severity,
                        version,
                        fingerprint.orElse(name + "/" + about + "/" + version.orElse("")),
                        startsAt.orElse(time));
        RolloutEvent event =
                resolved
                        ? new AlertResolved(publishing.id(), about, time, alert.endedAt(time))
                        : new AlertFired(publishing.id(), about, time, alert);
        return publishing.publish(
                event, "RolledBack", link -> () -> taken(link.firing(about), alert.fingerprint()));
    }

    /** An alert that moves no release is remembered all the same; the end of one is, too. */
    private Optional<String> taken(Optional<JsonNode> firing, String fired) {
        return firing.filter(all -> all.findValuesAsText("fingerprint").contains(fired) != resolved)
                .map(
                        _ ->
                                resolved
                                        ? "%s is not taken to fire any more".formatted(name)
                                        : "no rollout moved; %s is taken to fire, and the next release waits for its end if it concerns that"
                                                .formatted(name));
    }
}
