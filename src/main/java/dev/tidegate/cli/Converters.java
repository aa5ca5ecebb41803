package dev.tidegate.cli;

import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads options of plain kinds, with errors for people: the parser's own name Java's types. */
final class Converters {

    private Converters() {}

    /** Teaches {@code command} and all commands below it, which must be there already. */
    static CommandLine addTo(CommandLine command) {
        return command.registerConverter(Instant.class, Converters::moment)
                .registerConverter(
                        int.class, text -> (int) number(text, Integer.MIN_VALUE, Integer.MAX_VALUE))
                .registerConverter(
                        long.class, text -> number(text, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "\"%s\" is no RFC 3339 time; write for example 2026-01-31T12:00:00Z"
                            .formatted(text));
        }
    }

    private static long number(String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with the numbers that are too large
        }
        throw new TypeConversionException(
                "\"%s\" is no whole number, or too large".formatted(text));
    }
}
