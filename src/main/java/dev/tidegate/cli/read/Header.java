package dev.tidegate.cli.read;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A header that came with a payload.
 *
 * @param name in lower case
 */
record Header(String name, String value) {

    /** Reads {@code NAME: VALUE}; blanks around either do not count. */
    static Header of(String text) {
        int colon = text.indexOf(':');
        String name = text.substring(0, Math.max(0, colon)).strip();
        if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
            throw new TypeConversionException(
                    "\"%s\" is no header; write 'NAME: VALUE', for example 'content-type: application/json'"
                            .formatted(text));
        }
        return new Header(name.toLowerCase(Locale.ROOT), text.substring(colon + 1).strip());
    }

    /** The values of each name in their order, as an HTTP request brings them. */
    static Map<String, List<String>> byName(List<Header> headers) {
        Map<String, List<String>> values = new TreeMap<>();
        for (Header header : headers) {
            values.computeIfAbsent(header.name(), _ -> new ArrayList<>()).add(header.value());
        }
        return values;
    }

    /** Reads the option. */
    static final class Converter implements ITypeConverter<Header> {
        @Override
        public Header convert(String text) {
            return of(text);
        }
    }
}
