package dev.tidegate.cli.replay;

import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.analysis.Telling;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.message.BinaryEvent;
import dev.tidegate.message.VerdictCodec;

import java.time.Instant;

/**
 * A verdict that is told in a replay.
 *
 * @param at when
 * @param release that it is on
 */
public record ToldVerdict(ServiceKey service, Instant at, Telling telling, LiveRelease release) {

    /** The event that the analysis would write. */
    public BinaryEvent event() {
        return VerdictCodec.write(
                new VerdictTold(
                        telling.id(),
                        service,
                        at,
                        telling.uid(),
                        telling.revision(),
                        telling.stage(),
                        telling.verdict()),
                release.versions());
    }
}
