package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.controller.Invalid;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The times that tools write. */
final class Times {

    /** {@code 2021-04-28 21:50:00 +0200}, as Ruby prints a time. */
    private static final DateTimeFormatter RUBY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT);

    private Times() {}

    /**
     * Reads a time by RFC 3339, or as GitLab writes it.
     *
     * @throws Invalid naming the field and its value
     */
    static Instant read(String field, JsonNode value) {
        String text = value.asText("").replace(" UTC", " +0000");
        try {
            return text.contains(" ")
                    ? OffsetDateTime.parse(text, RUBY).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Invalid(
                    field,
                    value.isMissingNode()
                            ? "is missing; give an RFC 3339 time such as 2026-01-31T12:00:00Z"
                            : "%s is no RFC 3339 time; write for example 2026-01-31T12:00:00Z"
                                    .formatted(value));
        }
    }
}
