package dev.tidegate.adapter.policies;

import dev.tidegate.core.text.TimeText;
import dev.tidegate.core.traffic.SameSite;
import dev.tidegate.core.traffic.Sticky;
import dev.tidegate.core.traffic.StickyByBuckets;
import dev.tidegate.core.traffic.StickyByCookie;
import dev.tidegate.core.traffic.StickyCookie;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** A step's stickiness, as a policy has it and as the core has it; what breaks a rule is named. */
final class StickySpecs {

    private StickySpecs() {}

    /**
     * The stickiness; empty where the step has none.
     *
     * @param field such as {@code steps[0].sticky}
     * @param stableSticks whether the stable version's answers give a cookie, too, where nothing is
     *     said of that
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    static Optional<Sticky> read(String field, @Nullable StickySpec spec, boolean stableSticks) {
        if (spec == null) {
            return Optional.empty();
        }
        StickyCookieSpec cookie = spec.cookie();
        StickyHeaderSpec header = spec.header();
        if ((cookie == null) == (header == null)) {
            throw new IllegalArgumentException(
                    "%s: names %s of cookie and header; name one of them, such as {cookie: {name: tg, ttl: 1h}}"
                            .formatted(field, cookie == null ? "none" : "both"));
        }
        if (header != null && spec.stable() != null) {
            throw new IllegalArgumentException(
                    field
                            + ".stable: stands beside header, by which both versions stick anyway;"
                            + " leave it out");
        }
        return Optional.of(
                cookie != null
                        ? new StickyByCookie(
                                cookie(field + ".cookie", cookie),
                                Objects.requireNonNullElse(spec.stable(), stableSticks))
                        : buckets(field, Objects.requireNonNull(header)));
    }

    private static StickyCookie cookie(String field, StickyCookieSpec spec) {
        require(spec.name(), field + ".name: is missing; name the cookie, such as tg");
        require(spec.ttl(), field + ".ttl: is missing; say how long a client keeps it, such as 1h");
        Duration ttl = Durations.parse(field + ".ttl", spec.ttl(), Duration.ZERO);
        try {
            return new StickyCookie(
                    spec.name(),
                    ttl,
                    Objects.requireNonNullElse(spec.path(), "/"),
                    Optional.ofNullable(spec.domain()),
                    Optional.ofNullable(spec.sameSite()).map(StickySpecs::sameSite),
                    Boolean.TRUE.equals(spec.secure()),
                    Boolean.TRUE.equals(spec.httpOnly()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + "." + e.getMessage(), e);
        }
    }

    /** What the schema asks for is missing in a file that nobody has checked. */
    private static void require(@Nullable Object value, String problem) {
        if (value == null) {
            throw new IllegalArgumentException(problem);
        }
    }

    private static SameSite sameSite(String word) {
        return Arrays.stream(SameSite.values())
                .filter(s -> word(s).equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "sameSite: \"%s\" is unknown; use strict, lax or none"
                                                .formatted(word)));
    }

    private static String word(SameSite sameSite) {
        return sameSite.name().toLowerCase(Locale.ROOT);
    }

    private static StickyByBuckets buckets(String field, StickyHeaderSpec spec) {
        String name = spec.name();
        require(name, field + ".header.name: is missing; name the header, such as x-bucket");
        require(
                spec.buckets(),
                field + ".header.buckets: is missing; say how many there are, such as 100");
        if (name.equalsIgnoreCase("cookie")) {
            throw new IllegalArgumentException(
                    field
                            + ".header.name: is cookie, which holds all cookies; use a header that"
                            + " holds the number of a bucket alone");
        }
        try {
            return new StickyByBuckets(name.toLowerCase(Locale.ROOT), spec.buckets());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + "." + e.getMessage(), e);
        }
    }

    /** The stickiness as a policy says it; null for none. */
    static @Nullable StickySpec write(Optional<Sticky> sticky) {
        return sticky.map(StickySpecs::write).orElse(null);
    }

    private static StickySpec write(Sticky sticky) {
        return switch (sticky) {
            case StickyByCookie(StickyCookie cookie, boolean stable) ->
                    new StickySpec(
                            new StickyCookieSpec(
                                    cookie.name(),
                                    TimeText.span(cookie.ttl()),
                                    cookie.path(),
                                    cookie.domain().orElse(null),
                                    cookie.sameSite().map(StickySpecs::word).orElse(null),
                                    cookie.secure() ? true : null,
                                    cookie.httpOnly() ? true : null),
                            null,
                            stable);
            case StickyByBuckets(String header, int count) ->
                    new StickySpec(null, new StickyHeaderSpec(header, count), null);
        };
    }
}
