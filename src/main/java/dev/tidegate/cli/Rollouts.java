package dev.tidegate.cli;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.core.text.Invisible;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code tidegate rollouts}: the releases, or one of them with the cause of each move. */
@Command(
        name = "rollouts",
        description = "Lists the rollouts, or shows one with the cause of each of its moves.",
        mixinStandardHelpOptions = true)
final class Rollouts implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "NAMESPACE[/ROLLOUT]",
            description = "Those of a namespace, or one such as bookinfo/reviews-3.")
    private String which = "";

    @Option(names = "--service", description = "Only those of this service.")
    private Optional<String> service = Optional.empty();

    @Option(names = "--phase", description = "Only those in this phase.")
    private Optional<String> phase = Optional.empty();

    @Option(names = "--live", description = "Only those that can still move.")
    private boolean live;

    @Option(names = "--output", description = "text or json (text).")
    private Format output = Format.TEXT;

    @Mixin private ServerOptions reach = new ServerOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        int slash = which.indexOf('/');
        JsonNode found =
                slash < 0
                        ? reach.api().rollouts(filter())
                        : reach.api()
                                .rollout(which.substring(0, slash), which.substring(slash + 1));
        PrintWriter out = spec.commandLine().getOut();
        if (output == Format.JSON) {
            out.println(found.toPrettyString());
        } else {
            out.print(slash < 0 ? table(found) : story(found));
        }
        out.flush();
        return 0;
    }

    private Map<String, String> filter() {
        Map<String, String> wanted = new LinkedHashMap<>();
        if (!which.isEmpty()) {
            wanted.put("namespace", which);
        }
        service.ifPresent(s -> wanted.put("service", s));
        phase.ifPresent(p -> wanted.put("phase", p));
        if (live) {
            wanted.put("live", "true");
        }
        return wanted;
    }

    private static String table(JsonNode rollouts) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NAMESPACE", "NAME", "VERSION", "PHASE", "STEP", "WEIGHT", "SINCE"));
        for (JsonNode each : rollouts) {
            rows.add(
                    List.of(
                            each.path("namespace").asText(),
                            each.path("name").asText(),
                            each.path("version").asText(),
                            phase(each),
                            each.path("step").asText(),
                            each.path("weightPercent").asText() + "%",
                            time(each.path("since"))));
        }
        return Columns.of(rows);
    }

    private static String time(JsonNode time) {
        return Instant.parse(time.asText()).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static String phase(JsonNode summary) {
        return summary.path("phase").asText()
                + (summary.path("dryRun").asBoolean() ? " (dry run)" : "");
    }

    private static String story(JsonNode rollout) {
        StringBuilder text = new StringBuilder();
        JsonNode head = rollout.path("rollout");
        text.append(
                "%s/%s  %s  %s  weight %s%%%n"
                        .formatted(
                                head.path("namespace").asText(),
                                head.path("name").asText(),
                                head.path("version").asText(),
                                phase(head),
                                head.path("weightPercent").asText()));
        for (String field : List.of("/rollout/problem", "/reason", "/due", "/stable")) {
            JsonNode value = rollout.at(field);
            if (value.isTextual()) {
                String title = field.substring(field.lastIndexOf('/') + 1);
                text.append("  %-8s %s%n".formatted(title, Invisible.escaped(value.asText())));
            }
        }
        if (rollout.has("next")) {
            text.append("  next     %s%n".formatted(rollout.at("/next/version").asText()));
        }
        for (JsonNode pods : rollout.path("pods")) {
            text.append(
                    "  pods     of %s: %s to %s%s; %s%n"
                            .formatted(
                                    pods.path("version").asText(),
                                    pods.path("from").asText(),
                                    pods.path("to").asText(),
                                    pods.path("done").asBoolean() ? "" : " (not done yet)",
                                    Invisible.escaped(pods.path("cause").asText())));
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("REV", "AT", "PHASE", "STEP", "WEIGHT", "CAUSE", "EVENT"));
        for (JsonNode move : rollout.path("history")) {
            rows.add(
                    List.of(
                            move.path("revision").asText(),
                            time(move.path("at")),
                            move.path("phase").asText(),
                            move.path("step").asText(),
                            move.path("weightPercent").asText() + "%",
                            move.path("cause").asText(),
                            move.path("event").asText()));
        }
        return text.append(Columns.of(rows)).toString();
    }
}
