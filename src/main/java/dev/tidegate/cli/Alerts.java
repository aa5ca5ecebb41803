package dev.tidegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

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

    @Option(
            names = "--no-wait",
            description = "Do not wait until it is forgotten: 0 as soon as that is asked for.")
    private boolean noWait;

    @Mixin private InitiatorOptions asking = new InitiatorOptions();

    @Option(names = "--output", description = "text or json (text).")
    private Format output = Format.TEXT;

    @Mixin private ServerOptions reach = new ServerOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Clock clock;

    Alerts(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        ServiceKey about = service.orElseThrow();
        ApiClient api = reach.api();
        JsonNode alerts = api.alerts(about);
        if (forget.isPresent()) {
            return forget(new ForgetAlert(api, about, forget.get()), alerts, about);
        }
        show(about, alerts);
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

    private int forget(ForgetAlert forgetting, JsonNode alerts, ServiceKey about)
            throws IOException {
        String id = forgetting.ask(alerts, asking, clock.instant());
        boolean text = output == Format.TEXT;
        if (text) {
            say("%s is asked to be forgotten for %s: id %s".formatted(named(), about, id));
        }
        boolean done = !noWait && forgetting.isDone(PATIENCE);
        if (!text) {
            ObjectNode answer =
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("forget", named())
                            .put("key", about.toString())
                            .put("event", "/tidegate/cli " + id);
            say((noWait ? answer : answer.put("forgotten", done)).toString());
        } else if (done) {
            say(named() + " is forgotten");
        }
        if (!done && !noWait) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "tidegate: %s is still taken to fire after %d s"
                                    .formatted(named(), PATIENCE.toSeconds()));
        }
        return done || noWait ? FollowRollout.AS_WANTED : FollowRollout.UNKNOWN;
    }

    private String named() {
        return forget.orElseThrow();
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
