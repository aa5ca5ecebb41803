package dev.tidegate.core.traffic;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;

import java.util.List;

/** How clients stay with the version that they met while the canary's weight grows. */
public sealed interface Sticky permits StickyByCookie, StickyByBuckets {

    /**
     * Why it cannot stand beside {@code weight}.
     *
     * @throws IllegalArgumentException naming the value and what would be right
     */
    default void check(Weight weight) {}

    /** Whether it keeps those whom {@code before} kept. */
    boolean keeps(Sticky before);

    /** Requests that go to one version, whatever the weights are. */
    List<Segment> segments(Release release);

    /** What versions add to their answers. */
    List<AnswerCookie> cookies(Release release);

    /**
     * Who stays with whom.
     *
     * @param uid of the release, by which its cookies are told from other releases'
     */
    record Release(Version stable, Version canary, Weight weight, String uid) {}
}
