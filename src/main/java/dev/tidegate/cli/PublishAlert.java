package dev.tidegate.cli;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.PhaseKind;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
                event,
                _ -> PhaseKind.ROLLED_BACK,
                client -> trace(client, about, alert.fingerprint()));
    }

    /** What changes from now on of what is remembered. */
    private Trace trace(Client client, ServiceKey about, String fired) throws IOException {
        List<JsonNode> before = remembered(client, about, fired);
        return () -> taken(!remembered(client, about, fired).equals(before));
    }

    private static List<JsonNode> remembered(Client client, ServiceKey about, String fired)
            throws IOException {
        List<JsonNode> same = new ArrayList<>();
        for (JsonNode all : client.firing(about).stream().toList()) {
            all.forEach(
                    each -> {
                        if (each.path("fingerprint").asText().equals(fired)) {
                            same.add(each);
                        }
                    });
        }
        return same;
    }

    /** An alert that moves no release is remembered all the same; the end of one is, too. */
    private Optional<String> taken(boolean changed) {
        return Optional.of(changed)
                .filter(c -> c)
                .map(
                        _ ->
                                resolved
                                        ? "%s is not taken to fire any more".formatted(name)
                                        : "no rollout moved; %s is taken to fire, and the next release waits for its end if it concerns that"
                                                .formatted(name));
    }
}
