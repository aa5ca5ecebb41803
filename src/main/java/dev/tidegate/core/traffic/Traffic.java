package dev.tidegate.core.traffic;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;

import java.util.ArrayList;
import java.util.List;

/**
 * What a release wants of the routes, whole and absolute: what is not named here, nobody gets.
 *
 * @param everybody how requests are divided that no segment has
 * @param segments requests that are divided otherwise; the first that has a request decides
 * @param cookies what versions add to their answers
 * @param mirrors versions that get copies of requests
 */
public record Traffic(
        Distribution everybody,
        List<Segment> segments,
        List<AnswerCookie> cookies,
        List<Mirror> mirrors) {

    public Traffic {
        segments = List.copyOf(segments);
        cookies = List.copyOf(cookies);
        mirrors = List.copyOf(mirrors);
    }

    /** Without cookies and mirrors. */
    public Traffic(Distribution everybody, List<Segment> segments) {
        this(everybody, segments, List.of(), List.of());
    }

    /** Without anything beside the weights. */
    public Traffic(Distribution everybody) {
        this(everybody, List.of());
    }

    /** All of it to one version. */
    public static Traffic all(Version version) {
        return new Traffic(Distribution.all(version));
    }

    /** The same with everybody's requests divided like this. */
    public Traffic with(Distribution other) {
        return new Traffic(other, segments, cookies, mirrors);
    }

    /** Whether nothing stands beside the weights. */
    public boolean plain() {
        return segments.isEmpty() && cookies.isEmpty() && mirrors.isEmpty();
    }

    /** Whether any request, or a copy of one, is to go to {@code version}. */
    public boolean reaches(Version version) {
        return everybody.weightOf(version).basisPoints() > 0
                || segments.stream().anyMatch(s -> s.carriers().contains(version))
                || mirrored(version) > 0;
    }

    /** How much of the requests {@code version} gets copies of, in hundredths of a percent. */
    public int mirrored(Version version) {
        return mirrors.stream()
                .filter(m -> m.to().equals(version))
                .mapToInt(m -> m.share().basisPoints())
                .sum();
    }

    /** For a message: {@code v1 95 %, v2 5 %; v2 100 % where header x-group is "beta"}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(List.of(everybody.toString()));
        segments.forEach(s -> parts.add(s.toString()));
        cookies.forEach(c -> parts.add(c.toString()));
        mirrors.forEach(m -> parts.add(m.toString()));
        return String.join("; ", parts);
    }
}
