package dev.tidegate.cli.replay;

import dev.tidegate.core.analysis.Analysed;
import dev.tidegate.core.analysis.Analyst;
import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.analysis.ServiceEvidence;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;
import dev.tidegate.message.Invalid;
import dev.tidegate.message.LiveCodec;
import dev.tidegate.message.ReadingCodec;
import dev.tidegate.message.RecordHeaders;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Plays the records of one service through the analysis, as the analysis reads them: both topics by
 * time, and a look each second. The same records give the same verdicts.
 */
public final class Replay {

    private final ServiceKey service;
    private final UnaryOperator<LiveRelease> asked;
    private final List<ToldVerdict> verdicts = new ArrayList<>();
    private ServiceEvidence state = ServiceEvidence.NONE;
    private Instant looked = Instant.MIN;

    private Replay(ServiceKey service, UnaryOperator<LiveRelease> asked) {
        this.service = service;
        this.asked = asked;
    }

    /**
     * The verdicts, in their order.
     *
     * @param records of the service
     * @param asked what is asked of a release in place of what was
     * @param watcher is told what is known after each record, and when
     */
    public static List<ToldVerdict> play(
            ServiceKey service,
            List<KeptRecord> records,
            UnaryOperator<LiveRelease> asked,
            BiConsumer<Instant, ServiceEvidence> watcher) {
        Replay replay = new Replay(service, asked);
        for (KeptRecord each : ByTime.merged(records)) {
            replay.look(each.at());
            replay.next(each.at(), replay.after(each));
            watcher.accept(each.at(), replay.state);
        }
        return List.copyOf(replay.verdicts);
    }

    /** Each second until a record, while a release is followed. */
    private void look(Instant until) {
        if (state.followed().isEmpty() || looked.equals(Instant.MIN)) {
            looked = until;
            return;
        }
        for (Instant now = looked.plusSeconds(1); now.isBefore(until); now = now.plusSeconds(1)) {
            next(now, Analyst.at(state, now));
            looked = now;
        }
    }

    private Analysed after(KeptRecord told) {
        try {
            if (told.topic().equals(LiveCodec.TOPIC)) {
                return told.payload().isEmpty()
                        ? Analyst.ended(state)
                        : Analyst.live(state, asked.apply(LiveCodec.read(told.bytes())), told.at());
            }
            if (told.payload().isEmpty()) {
                return new Analysed(state, List.of());
            }
            ServiceReading read =
                    ReadingCodec.read(
                            RecordHeaders.attributes(told.headers()), told.bytes(), told.at());
            return read.service().equals(service)
                    ? Analyst.reading(state, read.reading())
                    : Analyst.unread(
                            state,
                            "key: \"%s\" disagrees with the data; use \"%s\""
                                    .formatted(told.key(), read.service()));
        } catch (Invalid e) {
            return told.topic().equals(LiveCodec.TOPIC)
                    ? new Analysed(state, List.of())
                    : Analyst.unread(state, e.reason());
        }
    }

    private void next(Instant at, Analysed analysed) {
        state = analysed.state();
        analysed.tellings()
                .forEach(
                        telling ->
                                verdicts.add(
                                        new ToldVerdict(
                                                service,
                                                at,
                                                telling,
                                                state.followed().orElseThrow().release())));
    }
}
