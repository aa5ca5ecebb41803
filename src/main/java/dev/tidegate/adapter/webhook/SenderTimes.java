package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.message.Invalid;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The times that tools write. */
final class SenderTimes {

    /**
     * RFC 3339, with the liberties that tools take: a blank for the T and before the offset, an
     * offset without a colon or called UTC (Ruby), its zone's name and a monotonic clock after it
     * (Go's {@code String()}), more digits than nanoseconds.
     */
    private static final Pattern TEXT =
            Pattern.compile(
                    "(\\d{4}-\\d{2}-\\d{2})[Tt ](\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?)\\d*"
                            + " ?(?:([Zz]|UTC)|([+-]\\d{2}):?(\\d{2}))(?: [A-Z]\\w*)?(?: m=\\S*)?");

    /** Until then a time is one that was not set: Go's is in the year 1, others' in 1970. */
    private static final Instant UNSET = Instant.EPOCH.plus(Duration.ofDays(1));

    private SenderTimes() {}

    /**
     * Reads a time.
     *
     * @throws Invalid naming the field and its value
     */
    static Instant read(String field, JsonNode value) {
        String text = text(value);
        Matcher parts = TEXT.matcher(text);
        try {
            Optional<Instant> unix = UnixTime.read(text);
            if (unix.isPresent()) {
                return unix.get();
            }
            if (parts.matches()) {
                String offset =
                        parts.group(3) == null ? parts.group(4) + ":" + parts.group(5) : "Z";
                return OffsetDateTime.parse(parts.group(1) + "T" + parts.group(2) + offset)
                        .toInstant();
            }
        } catch (DateTimeException e) {
            // no such day or hour: told below
        }
        throw new Invalid(
                field,
                value.isMissingNode()
                        ? "is missing; give an RFC 3339 time such as 2026-01-31T12:00:00Z"
                        : "%s is no RFC 3339 time; write for example 2026-01-31T12:00:00Z"
                                .formatted(value));
    }

    /**
     * Reads a time that need not be set.
     *
     * @throws Invalid naming the field and its value
     */
    static Optional<Instant> known(String field, JsonNode value) {
        String text = text(value);
        return text.isEmpty() || text.equals("0")
                ? Optional.empty()
                : Optional.of(read(field, value)).filter(UNSET::isBefore);
    }

    private static String text(JsonNode value) {
        // 1e400 is a number of JSON, and none that can be reckoned with
        return value.isNumber() && Double.isFinite(value.doubleValue())
                ? value.decimalValue().toPlainString()
                : value.asText("").strip();
    }
}
