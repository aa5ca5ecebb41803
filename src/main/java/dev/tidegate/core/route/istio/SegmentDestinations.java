package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Ratio;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.traffic.AnswerCookie;
import dev.tidegate.core.traffic.Segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The destinations of the managed route of a segment.
 *
 * @param cookies what versions add to their answers
 */
record SegmentDestinations(
        Segment segment, List<AnswerCookie> cookies, Naming naming, String namespace) {

    /** The one that carries most of the traffic. */
    static Optional<Destination> sibling(List<Destination> ours) {
        return ours.reversed().stream().max(Comparator.comparingLong(Destination::weight));
    }

    /**
     * As those of a route are, {@code ours}, at least one. One that lacks there is made as a copy
     * of the one that carries most of the traffic.
     */
    List<Object> like(List<Destination> ours) {
        Destination sibling = sibling(ours).orElseThrow();
        List<Version> carriers = segment.carriers();
        List<Long> numbers =
                Ratio.reduced(
                        carriers.stream()
                                .map(v -> (long) segment.distribution().weightOf(v).basisPoints())
                                .toList());
        List<Object> destinations = new ArrayList<>();
        for (int i = 0; i < carriers.size(); i++) {
            Version version = carriers.get(i);
            Destination like = ours.stream().filter(d -> d.is(version)).findFirst().orElse(sibling);
            Map<String, Object> element = Tree.copy(like.tree());
            element.remove("weight");
            CookieHeader.take(element);
            if (!like.is(version)) {
                naming.point(Tree.makeMap(element, "destination"), version, namespace);
            }
            cookies.stream()
                    .filter(c -> c.version().equals(version) && CookieHeader.in(element).isEmpty())
                    .forEach(cookie -> CookieHeader.give(element, cookie.header()));
            if (carriers.size() > 1) {
                element.put("weight", Math.toIntExact(numbers.get(i)));
            }
            destinations.add(element);
        }
        return destinations;
    }
}
