package dev.tidegate.core.traffic;

import dev.tidegate.core.distribution.Version;

/**
 * A cookie that a version's answers give to the client.
 *
 * @param header what {@code Set-Cookie} says
 */
public record AnswerCookie(Version version, String header) {

    /** For a sentence: {@code v2 sets cookie tg}. */
    @Override
    public String toString() {
        return "%s sets cookie %s".formatted(version, header.substring(0, header.indexOf('=')));
    }
}
