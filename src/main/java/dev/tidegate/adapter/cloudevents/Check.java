package dev.tidegate.adapter.cloudevents;

import dev.tidegate.controller.Invalid;
import dev.tidegate.core.distribution.DnsLabel;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The rules that fields of an event share; each error names the field, the value and the rule. */
final class Check {

    /** Characters of an id or a name: ids are kept in a rollout's status, which must stay small. */
    static final int SHORT = 253;

    /** Characters of a text for people. */
    static final int LONG = 1_024;

    private Check() {}

    static String text(String field, @Nullable String value, int most) {
        if (value == null || value.isBlank()) {
            throw new Invalid(field, "is missing; give 1 to " + most + " characters");
        }
        return limited(field, value, most);
    }

    static String limited(String field, String value, int most) {
        if (value.length() > most) {
            throw new Invalid(
                    field,
                    "\"%s…\" has %d characters; use at most %d"
                            .formatted(value.substring(0, 40), value.length(), most));
        }
        return value;
    }

    static String label(String field, @Nullable String value) {
        if (value == null) {
            throw new Invalid(field, "is missing; give a DNS label such as \"reviews\"");
        }
        limited(field, value, LONG);
        try {
            return DnsLabel.require(field, value);
        } catch (IllegalArgumentException e) {
            throw new Invalid(field, afterField(field, e));
        }
    }

    static Instant time(String field, @Nullable String value) {
        if (value == null) {
            throw new Invalid(
                    field, "is missing; give an RFC 3339 time such as 2026-01-31T12:00:00Z");
        }
        limited(field, value, LONG);
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw new Invalid(
                    field,
                    "\"%s\" is no RFC 3339 time; write for example 2026-01-31T12:00:00Z"
                            .formatted(value));
        }
    }

    private static String afterField(String field, IllegalArgumentException e) {
        return String.valueOf(e.getMessage()).substring(field.length() + 2);
    }
}
