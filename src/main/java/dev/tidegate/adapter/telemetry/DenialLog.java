package dev.tidegate.adapter.telemetry;

import dev.tidegate.door.Denied;
import dev.tidegate.door.Entry;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The log of those who were not let in. Whoever sends many requests must not fill it: of each entry
 * and reason there is one WARN a minute, which says how many came since the last; every one is
 * counted ({@link EventMeters}), and those in between are DEBUG lines.
 */
final class DenialLog {

    private static final Logger LOG = Logger.getLogger("dev.tidegate.access");
    private static final Duration BETWEEN = Duration.ofMinutes(1);

    private record Kind(Entry entry, Denied.Why why) {}

    /** The last WARN, and how many were denied since. */
    private record LastLine(Instant at, long since) {}

    private final Map<Kind, LastLine> told = new HashMap<>();

    void denied(Entry entry, Denied denied, Instant now) {
        OptionalLong before = due(new Kind(entry, denied.why()), now);
        String more =
                before.orElse(0) == 0
                        ? ""
                        : " (%d more since the last such line)".formatted(before.getAsLong());
        new LogLine()
                .with(LogKey.ENTRY, entry)
                .with(LogKey.REASON, denied.detail())
                .log(
                        LOG,
                        before.isPresent() ? Level.WARN : Level.DEBUG,
                        "denied at %s, %s: %s%s"
                                .formatted(entry, denied.why(), denied.detail(), more));
    }

    /** How many came since the last WARN, when it is time for the next. */
    private synchronized OptionalLong due(Kind kind, Instant now) {
        LastLine last = told.get(kind);
        if (last != null && now.isBefore(last.at().plus(BETWEEN))) {
            told.put(kind, new LastLine(last.at(), last.since() + 1));
            return OptionalLong.empty();
        }
        told.put(kind, new LastLine(now, 0));
        return OptionalLong.of(last == null ? 0 : last.since());
    }
}
