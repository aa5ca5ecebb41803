package dev.tidegate.core.traffic;

import dev.tidegate.core.distribution.Version;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The value of a sticky cookie: it stands for a version within one release. It is 128 bits of the
 * SHA-256 of the release's uid and the version, so that nobody who has one can tell another
 * release's, and a cookie of before leads nowhere.
 */
public final class ReleaseMark {

    private static final String START = "tidegate-";
    private static final int DIGITS = 32;
    private static final Pattern COOKIE =
            Pattern.compile("[^=;]+=%s[0-9a-f]{%d}(;.*)?".formatted(START, DIGITS));

    private ReleaseMark() {}

    /** The value of the cookie for {@code version} in the release with this uid. */
    static String of(String uid, Version version) {
        String hex = HexFormat.of().formatHex(sha256(uid + "/" + version.name()));
        return START + hex.substring(0, DIGITS);
    }

    /** Whether what {@code Set-Cookie} says is of a release, whichever that is. */
    public static boolean isIn(String header) {
        return COOKIE.matcher(header).matches();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
