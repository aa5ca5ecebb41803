package dev.tidegate.core.traffic;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A begin of a cookie's name by which clients hold it to rules, and drop it where it breaks them
 * (RFC 6265bis, 4.1.3); in any case of its letters.
 */
enum CookiePrefix {
    /** Sent by HTTPS alone. */
    SECURE("__Secure-", "secure: true"),
    /** That, and kept to one host and all its paths. */
    HOST("__Host-", "secure: true, path: / and no domain");

    private final String word;
    private final String rule;

    CookiePrefix(String word, String rule) {
        this.word = word;
        this.rule = rule;
    }

    /** What is wrong with the cookie, beginning with its field; empty when clients take it. */
    static Optional<String> problem(StickyCookie cookie) {
        return Arrays.stream(values())
                .filter(prefix -> prefix.begins(cookie.name()) && !prefix.allows(cookie))
                .map(prefix -> prefix.problem(cookie.name()))
                .findFirst();
    }

    private boolean begins(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(word.toLowerCase(Locale.ROOT));
    }

    private boolean allows(StickyCookie cookie) {
        return cookie.secure()
                && (this == SECURE || (cookie.path().equals("/") && cookie.domain().isEmpty()));
    }

    private String problem(String name) {
        return "name: \"%s\" begins with %s, which clients take with %s only, and drop otherwise; write that, or a name without it"
                .formatted(name, word, rule);
    }
}
