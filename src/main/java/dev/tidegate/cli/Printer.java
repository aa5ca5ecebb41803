package dev.tidegate.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.cli.Notice.Moved;
import dev.tidegate.cli.Notice.Queued;
import dev.tidegate.cli.Notice.Refused;
import dev.tidegate.cli.Notice.Waiting;
import dev.tidegate.core.text.Invisible;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;

/** Prints notices as they come, a line for each: a text, or a JSON object. */
final class Printer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintWriter out;
    private final Format format;

    Printer(PrintWriter out, Format format) {
        this.out = out;
        this.format = format;
    }

    void print(Notice notice) {
        out.println(format == Format.JSON ? json(notice) : Invisible.escaped(text(notice)));
        out.flush();
    }

    /**
     * Prints what shows that an event was taken though no rollout moved.
     *
     * @param event its identity
     */
    void taken(String event, String what) {
        out.println(
                format == Format.JSON
                        ? JSON.createObjectNode().put("event", event).put("taken", what).toString()
                        : Invisible.escaped(what));
        out.flush();
    }

    private static String text(Notice notice) {
        return switch (notice) {
            case Moved m ->
                    "%s  %s  %-11s  step %d  %6s %%  %s"
                            .formatted(
                                    m.at().truncatedTo(ChronoUnit.SECONDS),
                                    m.rollout(),
                                    m.phase(),
                                    m.step(),
                                    m.weightPercent().toPlainString(),
                                    m.cause());
            case Waiting w -> " ".repeat(22) + w.rollout() + "  " + w.what();
            case Queued q -> "queued: %s waits, as %s is live".formatted(q.version(), q.rollout());
            case Refused r -> "refused: " + r.reason();
        };
    }

    private static String json(Notice notice) {
        ObjectNode line = JSON.createObjectNode();
        switch (notice) {
            case Moved m -> {
                line.put("rollout", m.rollout())
                        .put("revision", m.revision())
                        .put("at", m.at().toString())
                        .put("phase", m.phase())
                        .put("step", m.step())
                        .put("weightPercent", m.weightPercent())
                        .put("cause", m.cause())
                        .put("event", m.event());
                if (m.initiator().isObject()) {
                    line.set("initiator", m.initiator());
                }
            }
            case Waiting w -> line.put("rollout", w.rollout()).put("waiting", w.what());
            case Queued q ->
                    line.put("event", q.event())
                            .put("queued", q.version())
                            .put("rollout", q.rollout());
            case Refused r -> line.put("event", r.event()).put("refused", r.reason());
        }
        return line.toString();
    }
}
