package dev.tidegate.adapter.policies;

import java.util.regex.Pattern;

/** Names of headers and cookies. */
final class FieldNames {

    /** A token of RFC 9110: the name of a header, and by RFC 6265 of a cookie. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private FieldNames() {}

    /**
     * Checks one.
     *
     * @param what it is the name of, for the message
     * @throws IllegalArgumentException naming the field and the value, when it is no token
     */
    static void check(String field, String name, String what) {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "%s: \"%s\" is no name of a %s; use letters, digits and !#$%%&'*+-.^_`|~"
                            .formatted(field, name, what));
        }
    }
}
