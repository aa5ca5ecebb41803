package dev.tidegate.message;

import dev.tidegate.core.analysis.Compared;
import dev.tidegate.core.analysis.Verdict;
import dev.tidegate.core.event.VerdictTold;

import java.util.Optional;

/**
 * Writes verdicts as {@link CloudEventCodec} reads them: {@code kafka/schemas/verdict.json}, topic
 * {@code tidegate.verdicts}.
 */
public final class VerdictCodec {

    /** Who tells verdicts. */
    public static final String SOURCE = "/tidegate/analysis";

    private VerdictCodec() {}

    /**
     * Writes one verdict.
     *
     * @param told its id is the event's: the same verdict has the same
     * @param versions that were compared, for people
     */
    public static BinaryEvent write(VerdictTold told, Compared versions) {
        return write(SOURCE, told, Optional.of(versions));
    }

    /** Writes one verdict that does not name the versions. */
    public static BinaryEvent write(VerdictTold told) {
        return write(SOURCE, told, Optional.empty());
    }

    static BinaryEvent write(String source, VerdictTold told, Optional<Compared> versions) {
        return CloudEventWriter.written(
                source, told, type(told.verdict()), VerdictData.of(told, versions));
    }

    private static EventType type(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Worse _ -> EventType.VERDICT_WORSE;
            case Verdict.Proven _ -> EventType.VERDICT_PROVEN;
            case Verdict.Unclear _ -> EventType.VERDICT_UNCLEAR;
        };
    }
}
