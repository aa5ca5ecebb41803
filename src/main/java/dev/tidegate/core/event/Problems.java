package dev.tidegate.core.event;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is in the way, for a person: each cause once, in the order in which they were found, with
 * all that it hit before it.
 */
public final class Problems {

    /** The longest text of {@link #brief}, in characters. */
    static final int MOST = 300;

    private static final String CUT = "…";

    private final Map<String, Set<String>> hitByCause = new LinkedHashMap<>();

    /** Adds a cause that says itself what it is about. */
    public void add(String cause) {
        hitBy(cause);
    }

    /** Adds a cause and what it hit, such as {@code VirtualService bookinfo/reviews}. */
    public void add(String hit, String cause) {
        hitBy(cause).add(hit);
    }

    /** Adds all that {@code others} has. */
    public void addAll(Problems others) {
        others.hitByCause.forEach((cause, hit) -> hitBy(cause).addAll(hit));
    }

    private Set<String> hitBy(String cause) {
        return hitByCause.computeIfAbsent(cause, c -> new LinkedHashSet<>());
    }

    public boolean isEmpty() {
        return hitByCause.isEmpty();
    }

    /** All of them: {@code VirtualService a/b, VirtualService a/c: refused; no subset "v2"}. */
    public String whole() {
        return hitByCause.entrySet().stream()
                .map(e -> named(e.getValue()) + e.getKey())
                .collect(Collectors.joining("; "));
    }

    /** The same in at most 300 characters: what does not fit ends after a whole word. */
    public String brief() {
        return cut(whole());
    }

    /** Different causes as one text, each of them once. */
    public static String whole(Collection<String> causes) {
        return String.join("; ", new LinkedHashSet<>(causes));
    }

    /** The same in at most 300 characters. */
    public static String brief(Collection<String> causes) {
        return cut(whole(causes));
    }

    private static String named(Set<String> hit) {
        return hit.isEmpty() ? "" : String.join(", ", hit) + ": ";
    }

    private static String cut(String text) {
        if (text.length() <= MOST) {
            return text;
        }
        int word = text.lastIndexOf(' ', MOST - CUT.length());
        int end = word > 0 ? word : MOST - CUT.length();
        boolean pair = Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, pair ? end - 1 : end) + CUT;
    }
}
