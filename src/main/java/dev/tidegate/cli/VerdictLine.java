package dev.tidegate.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.tidegate.cli.replay.ToldVerdict;
import dev.tidegate.core.analysis.Verdict;
import dev.tidegate.core.text.TimeText;
import dev.tidegate.message.BinaryEvent;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A verdict of a replay as a line, for people or for programs. */
final class VerdictLine {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private VerdictLine() {}

    static String of(ToldVerdict told, Format format) {
        return format == Format.JSON ? json(told) : text(told);
    }

    private static String text(ToldVerdict told) {
        return "%s  %s  step %d  %6.2f %%  %-7s  %s"
                .formatted(
                        TimeText.moment(told.at()),
                        told.service(),
                        told.telling().stage() + 1,
                        100 * told.release().step().weight(),
                        word(told.telling().verdict()),
                        told.telling().verdict().sentence());
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Worse _ -> "worse";
            case Verdict.Proven _ -> "proven";
            case Verdict.Unclear _ -> "unclear";
        };
    }

    /** The event's attributes with the data that its record would have. */
    private static String json(ToldVerdict told) {
        BinaryEvent event = told.event();
        try {
            return JSON.createObjectNode()
                    .put("at", TimeText.moment(told.at()))
                    .put("id", event.attributes().get("id"))
                    .put("type", event.attributes().get("type"))
                    .set("data", JSON.readTree(event.body()))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
