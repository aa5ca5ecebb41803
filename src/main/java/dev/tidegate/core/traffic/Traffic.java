package dev.tidegate.core.traffic;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a release wants of the routes, whole and absolute: what is not named here, nobody gets.
 *
 * @param everybody how requests are divided that no segment has
 * @param segments requests that are divided otherwise; the first that has a request decides
 */
public record Traffic(Distribution everybody, List<Segment> segments) {

    public Traffic {
        segments = List.copyOf(segments);
    }

    /** Without segments. */
    public Traffic(Distribution everybody) {
        this(everybody, List.of());
    }

    /** All of it to one version. */
    public static Traffic all(Version version) {
        return new Traffic(Distribution.all(version));
    }

    /** The same with everybody's requests divided like this. */
    public Traffic with(Distribution other) {
        return new Traffic(other, segments);
    }

    /** Whether any request is to go to {@code version}. */
    public boolean reaches(Version version) {
        return everybody.weightOf(version).basisPoints() > 0
                || segments.stream().anyMatch(s -> s.carriers().contains(version));
    }

    /** For a message: {@code v1 95 %, v2 5 %; v2 100 % where header x-group is "beta"}. */
    @Override
    public String toString() {
        return everybody + segments.stream().map(s -> "; " + s).collect(Collectors.joining());
    }
}
