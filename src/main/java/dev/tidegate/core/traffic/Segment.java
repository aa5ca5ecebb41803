package dev.tidegate.core.traffic;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Requests that are divided in a way of their own, whatever everybody else's are.
 *
 * @param any a request belongs to it when it meets one of these; at least one
 * @param distribution how its requests are divided
 */
public record Segment(List<RequestMatch> any, Distribution distribution) {

    public Segment {
        any = List.copyOf(any);
        if (any.isEmpty()) {
            throw new IllegalArgumentException("match: is empty; name at least one condition");
        }
    }

    /** The versions that its requests go to. */
    public List<Version> carriers() {
        return distribution.weights().keySet().stream()
                .filter(v -> !distribution.weightOf(v).equals(Weight.ZERO))
                .toList();
    }

    /** The segment for a sentence: {@code v2 100 % where header x-group is "beta"}. */
    @Override
    public String toString() {
        return "%s where %s".formatted(distribution, words(any));
    }

    /** The items for a sentence, joined by {@code or}. */
    public static String words(List<RequestMatch> any) {
        return any.stream().map(RequestMatch::toString).collect(Collectors.joining(", or "));
    }
}
