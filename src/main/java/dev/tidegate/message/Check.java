package dev.tidegate.message;

import dev.tidegate.core.distribution.DnsLabel;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.VersionSpelling;
import dev.tidegate.core.text.Invisible;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The rules that fields of an event share; each error names the field, the value and the rule. */
final class Check {

    /** Characters of an id or a name: ids are kept in a rollout's status, which must stay small. */
    static final int SHORT = 253;

    /** Characters of a text for people. */
    static final int LONG = 1_024;

    private static final Pattern BLANK = Pattern.compile("^(\\S{10}) ");

    private Check() {}

    /**
     * An identifier. It is compared, never only read, so what cannot be seen in it is refused: two
     * that look alike would be two.
     */
    static String id(String field, @Nullable String value) {
        String id = present(field, value, SHORT);
        OptionalInt hidden = Invisible.first(id);
        if (hidden.isPresent()) {
            throw new Invalid(
                    field,
                    "\"%s\" has U+%04X in it, which is not seen; use letters, digits and signs"
                            .formatted(Invisible.escapedName(id), hidden.getAsInt()));
        }
        return id;
    }

    /**
     * A text for people. What cannot be seen in it is escaped and not refused: no alert and no
     * command is lost for the spelling of what only people read.
     */
    static String text(String field, @Nullable String value, int most) {
        return shown(field, present(field, value, most), most);
    }

    /** The same, and it may be empty. */
    static String shown(String field, String value, int most) {
        return limited(field, Invisible.escaped(limited(field, value, most)), most);
    }

    private static String present(String field, @Nullable String value, int most) {
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

    static Version version(String field, @Nullable String value, VersionSpelling spelling) {
        if (value == null) {
            throw new Invalid(field, "is missing; give a DNS label such as \"v2\"");
        }
        limited(field, value, LONG);
        try {
            return new Version(spelling.require(field, value));
        } catch (IllegalArgumentException e) {
            throw new Invalid(field, afterField(field, e));
        }
    }

    /** RFC 3339, which lets a blank stand for the T (section 5.6). */
    static Instant time(String field, @Nullable String value) {
        if (value == null) {
            throw new Invalid(
                    field, "is missing; give an RFC 3339 time such as 2026-01-31T12:00:00Z");
        }
        limited(field, value, LONG);
        try {
            return OffsetDateTime.parse(BLANK.matcher(value).replaceFirst("$1T")).toInstant();
        } catch (DateTimeException e) {
            throw new Invalid(
                    field,
                    "\"%s\" is no RFC 3339 time; write for example 2026-01-31T12:00:00Z"
                            .formatted(value));
        }
    }

    static <T> T given(String field, @Nullable T value, String right) {
        if (value == null) {
            throw new Invalid(field, "is missing; " + right);
        }
        return value;
    }

    /** A whole number from {@code least} on. */
    static long number(String field, @Nullable Long value, long least) {
        long number = given(field, value, "give a whole number from " + least);
        if (number < least) {
            throw new Invalid(
                    field, "%d is too low; use a whole number from %d".formatted(number, least));
        }
        return number;
    }

    /** A number that has an end. */
    static double finite(String field, @Nullable Double value) {
        double number = given(field, value, "give a number");
        if (!Double.isFinite(number)) {
            throw new Invalid(field, "%s is too large; use a smaller number".formatted(number));
        }
        return number;
    }

    /** A number from 0 to 1. */
    static double share(String field, @Nullable Double value) {
        double number = given(field, value, "give a number from 0 to 1");
        if (!(number >= 0 && number <= 1)) {
            throw new Invalid(field, "%s is out of range; use 0 to 1".formatted(number));
        }
        return number;
    }

    /**
     * What a rule of the core makes of values that came.
     *
     * @param place of the field that the core names, such as {@code data.plan}
     */
    static <T> T made(String place, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            String[] said = String.valueOf(e.getMessage()).split(": ", 2);
            throw new Invalid(place + "." + said[0], said[said.length - 1]);
        }
    }

    private static String afterField(String field, IllegalArgumentException e) {
        return String.valueOf(e.getMessage()).substring(field.length() + 2);
    }
}
