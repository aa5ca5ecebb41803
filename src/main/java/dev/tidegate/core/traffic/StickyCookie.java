package dev.tidegate.core.traffic;

import dev.tidegate.core.text.TimeText;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A cookie by which a client stays with the version that it met (RFC 6265).
 *
 * @param name a token; without a percent sign, which Envoy reads as the begin of a variable
 * @param ttl how long a client keeps it after an answer; whole seconds, 1 s to 400 days
 * @param path of the requests that it is sent with
 * @param domain of the hosts that it is sent to; empty for the one that answered
 * @param sameSite whether other sites' requests carry it; empty for the client's default
 * @param secure whether it is sent by HTTPS alone
 * @param httpOnly whether scripts do not see it
 */
public record StickyCookie(
        String name,
        Duration ttl,
        String path,
        Optional<String> domain,
        Optional<SameSite> sameSite,
        boolean secure,
        boolean httpOnly) {

    private static final Pattern NAME = Pattern.compile("[!#$&'*+.^_`|~0-9A-Za-z-]{1,64}");
    private static final Pattern PATH = Pattern.compile("/[!-:<-~&&[^%]]{0,255}");
    private static final Pattern DOMAIN = Pattern.compile("\\.?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");
    private static final Duration LONGEST = Duration.ofDays(400);

    public StickyCookie {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name: \"%s\" is no name of a cookie; use up to 64 letters, digits and !#$&'*+-.^_`|~"
                            .formatted(name));
        }
        if (ttl.compareTo(Duration.ofSeconds(1)) < 0
                || ttl.compareTo(LONGEST) > 0
                || ttl.toNanosPart() != 0) {
            throw new IllegalArgumentException(
                    "ttl: %s is out of range; use 1s to 9600h in whole seconds"
                            .formatted(TimeText.span(ttl)));
        }
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "path: \"%s\" is no path of a cookie; begin with /, without spaces, ; and %%"
                            .formatted(path));
        }
        if (domain.filter(d -> !DOMAIN.matcher(d).matches()).isPresent()) {
            throw new IllegalArgumentException(
                    "domain: \"%s\" is no domain; write for example shop.example.com"
                            .formatted(domain.get()));
        }
        if (sameSite.filter(SameSite.NONE::equals).isPresent() && !secure) {
            throw new IllegalArgumentException(
                    "sameSite: none is taken beside secure: true only; add it, or use lax");
        }
    }

    /**
     * Why clients would drop it for the begin of its name, beginning with its field; empty when
     * they take it. A release of before may have such a one, and must be read all the same.
     */
    public Optional<String> dropped() {
        return CookiePrefix.problem(this);
    }

    /** What {@code Set-Cookie} says to give a client this value of it. */
    public String header(String value) {
        List<String> parts = new ArrayList<>();
        parts.add(name + "=" + value);
        parts.add("Path=" + path);
        parts.add("Max-Age=" + ttl.toSeconds());
        domain.ifPresent(d -> parts.add("Domain=" + d));
        sameSite.ifPresent(s -> parts.add("SameSite=" + s.word()));
        if (secure) {
            parts.add("Secure");
        }
        if (httpOnly) {
            parts.add("HttpOnly");
        }
        return String.join("; ", parts);
    }
}
