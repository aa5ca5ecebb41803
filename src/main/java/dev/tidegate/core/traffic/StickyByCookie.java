package dev.tidegate.core.traffic;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;

import java.util.List;

/**
 * By a cookie, which the canary's answers carry.
 *
 * @param stable whether the stable version's do too
 */
public record StickyByCookie(StickyCookie cookie, boolean stable) implements Sticky {

    @Override
    public boolean keeps(Sticky before) {
        return before instanceof StickyByCookie(StickyCookie other, boolean both)
                && other.name().equals(cookie.name())
                && other.path().equals(cookie.path())
                && other.domain().equals(cookie.domain())
                && both == stable;
    }

    @Override
    public List<Segment> segments(Sticky.Release release) {
        return versions(release).stream()
                .map(v -> new Segment(List.of(having(release, v)), Distribution.all(v)))
                .toList();
    }

    private RequestMatch having(Sticky.Release release, Version version) {
        TextMatch value = TextMatch.exact(ReleaseMark.of(release.uid(), version));
        return RequestMatch.cookie(cookie.name(), value);
    }

    @Override
    public List<AnswerCookie> cookies(Sticky.Release release) {
        return versions(release).stream()
                .map(v -> new AnswerCookie(v, cookie.header(ReleaseMark.of(release.uid(), v))))
                .toList();
    }

    private List<Version> versions(Sticky.Release release) {
        return stable ? List.of(release.canary(), release.stable()) : List.of(release.canary());
    }

    /** For a sentence: {@code cookie tg}. */
    @Override
    public String toString() {
        return "cookie " + cookie.name() + (stable ? " of both versions" : "");
    }
}
