package dev.tidegate.core.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
        return entry().filter(e -> RouteNumbers.parse(e.group(2)).equals(now))
                .map(e -> RouteNumbers.parse(e.group(1)))
                .filter(own -> own.rest() > 0 && own.others().size() == now.others().size());
    }

    /** Keeps the user's numbers. */
    public void keep(RouteNumbers own, RouteNumbers written) {
        put(List.of(own.text() + " as " + written.text()));
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
