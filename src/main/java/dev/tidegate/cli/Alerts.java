package dev.tidegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.tidegate.adapter.cloudevents.CloudEventWriter;
import dev.tidegate.core.event.RolloutEvent.Action;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.text.TimeText;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** {@code tidegate alerts}: what holds the next release of a service. */
@CommandLine.Command(
        name = "alerts",
        description = {
            "Lists the alerts that are taken to fire for a service: the next release waits for"
                    + " those that concern it.",
            "One whose end was never told is forgotten by itself when it is not repeated for the"
                    + " policy's alertMemory, or at once with --forget; one that still fires comes"
                    + " back with its next repeat."
        },
        mixinStandardHelpOptions = true)
final class Alerts implements Callable<Integer> {

    @Parameters(paramLabel = "NAMESPACE/SERVICE")
    private Optional<ServiceKey> service = Optional.empty();

    @Option(
            names = "--forget",
            paramLabel = "FINGERPRINT",
            description = "Take this one for an alert that fires no more.")
    private Optional<String> forget = Optional.empty();

    @Mixin private Asking asking = new Asking();

    @Option(names = "--output", description = "text or json (text).")
    private Format output = Format.TEXT;

    @Mixin private Reach reach = new Reach();

    @Spec private CommandSpec spec = CommandSpec.create();

    private final Clock clock;

    Alerts(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        ServiceKey about = service.orElseThrow();
        ApiLink api = reach.api();
        JsonNode alerts = api.alerts(about);
        if (forget.isPresent()) {
            forget(api, about, alerts, forget.get());
        } else {
            show(about, alerts);
        }
        return 0;
    }

    private void show(ServiceKey about, JsonNode alerts) {
        PrintWriter out = spec.commandLine().getOut();
        if (output == Format.JSON) {
            out.println(alerts.toPrettyString());
        } else if (alerts.isEmpty()) {
            out.println("no alert is taken to fire for " + about);
        } else {
            out.print(table(alerts));
        }
        out.flush();
    }

    private static String table(JsonNode alerts) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        "ALERT",
                        "SEVERITY",
                        "VERSION",
                        "WORKLOAD",
                        "FINGERPRINT",
                        "SINCE",
                        "LAST SEEN"));
        for (JsonNode each : alerts) {
            rows.add(
                    List.of(
                            each.path("alert").asText(),
                            each.path("severity").asText(),
                            each.path("version").asText("-"),
                            each.path("workload").asText("-"),
                            each.path("fingerprint").asText(),
                            moment(each.path("since")),
                            moment(each.path("lastSeen"))));
        }
        return Columns.of(rows);
    }

    /** Senders may write nanoseconds, which tell a person nothing. */
    private static String moment(JsonNode time) {
        return TimeText.moment(Instant.parse(time.asText()));
    }

    private void forget(ApiLink api, ServiceKey about, JsonNode alerts, String fingerprint)
            throws IOException {
        List<String> known = alerts.findValuesAsText("fingerprint").stream().distinct().toList();
        if (!known.contains(fingerprint)) {
            throw new IllegalArgumentException(
                    "--forget: \"%s\" is taken to fire by nobody; use one of %s"
                            .formatted(
                                    fingerprint,
                                    known.stream().collect(Collectors.joining(", ", "[", "]"))));
        }
        String id = UUID.randomUUID().toString();
        Command command =
                new Command(
                        id,
                        about,
                        clock.instant(),
                        Action.FORGET,
                        Optional.empty(),
                        asking.actor(),
                        asking.reason(),
                        Optional.of(fingerprint));
        api.publish(about, new CloudEventWriter().write("/tidegate/cli", command));
        PrintWriter out = spec.commandLine().getOut();
        if (output == Format.JSON) {
            JsonNode answer =
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("forget", fingerprint)
                            .put("key", about.toString())
                            .put("event", "/tidegate/cli " + id);
            out.println(answer);
        } else {
            out.println(
                    "%s is asked to be forgotten for %s: id %s".formatted(fingerprint, about, id));
        }
        out.flush();
    }
}
