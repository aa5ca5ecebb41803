package dev.tidegate.core.route;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The numbers that a user gave a route, kept in its object while a release divides the traffic: an
 * end of the release puts them back. They count as long as the route is as it was written last;
 * after anybody's edit, what is there is the user's own.
 */
public final class OwnWeights {

    private static final String NUMBERS = "(\\d{1,10}(?:,\\d{1,10})*)";
    private static final Pattern ENTRY = Pattern.compile(NUMBERS + " as " + NUMBERS);

    private final Map<String, Object> tree;
    private final String prefix;

    public OwnWeights(Route route, Map<String, Object> tree) {
        this.tree = tree;
        this.prefix = route.key() + "/";
    }

    /** Whether any are kept for the route. */
    public boolean kept() {
        return entry().isPresent();
    }

    /**
     * The user's numbers, if the route still has those that were written last. What somebody else
     * wrote there is none: it must not stop a retreat.
     */
    public Optional<RouteNumbers> behind(RouteNumbers now) {
        return entry().flatMap(
                        e ->
                                behind(
                                        RouteNumbers.parse(e.group(1)),
                                        RouteNumbers.parse(e.group(2)),
                                        now))
                .filter(own -> own.rest() > 0);
    }

    /** What gets nothing does not count: it may be of a version that is the release's no more. */
    private static Optional<RouteNumbers> behind(
            RouteNumbers own, RouteNumbers written, RouteNumbers now) {
        if (own.others().size() != written.others().size()) {
            return Optional.empty();
        }
        if (written.equals(now)) {
            return Optional.of(own);
        }
        if (written.rest() != now.rest() || !some(written.others()).equals(some(now.others()))) {
            return Optional.empty();
        }
        Iterator<Long> next =
                IntStream.range(0, own.others().size())
                        .filter(i -> written.others().get(i) > 0)
                        .mapToObj(own.others()::get)
                        .iterator();
        return Optional.of(
                new RouteNumbers(
                        own.rest(),
                        now.others().stream().map(n -> n == 0 ? 0L : next.next()).toList()));
    }

    private static List<Long> some(List<Long> numbers) {
        return numbers.stream().filter(n -> n > 0).toList();
    }

    /** Keeps the user's numbers, but for those of destinations that get nothing. */
    public void keep(RouteNumbers own, RouteNumbers written) {
        RouteNumbers counted =
                new RouteNumbers(
                        own.rest(),
                        IntStream.range(0, own.others().size())
                                .filter(i -> written.others().get(i) > 0)
                                .mapToObj(own.others()::get)
                                .toList());
        RouteNumbers known = new RouteNumbers(written.rest(), some(written.others()));
        put(List.of(counted.text() + " as " + known.text()));
    }

    /** The route has the user's numbers again, or has none that are worth keeping. */
    public void drop() {
        put(List.of());
    }

    private Optional<Matcher> entry() {
        return entries().stream()
                .filter(e -> e.startsWith(prefix))
                .map(e -> ENTRY.matcher(e.substring(prefix.length())))
                .filter(Matcher::matches)
                .findFirst();
    }

    private void put(List<String> own) {
        List<String> entries = new ArrayList<>(entries());
        entries.removeIf(
                e -> e.startsWith(prefix) && ENTRY.matcher(e.substring(prefix.length())).matches());
        own.forEach(e -> entries.add(prefix + e));
        Annotations.put(tree, Annotations.OWN_WEIGHTS, Annotations.toJson(entries));
    }

    private List<String> entries() {
        return Annotations.fromJson(Annotations.get(tree, Annotations.OWN_WEIGHTS));
    }
}
