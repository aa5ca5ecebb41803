package dev.tidegate.core.traffic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which requests are meant: those that meet every condition. At least one is there.
 *
 * @param headers by name, in lower case
 * @param cookies by name
 * @param queryParams by name
 * @param uri the path, without the query
 * @param method of HTTP, such as {@code GET}
 * @param sourceLabels labels of the clients' pods
 * @param gateways {@code mesh}, and Gateways by name or as {@code namespace/name}, one of which the
 *     request comes by
 */
public record RequestMatch(
        SortedMap<String, TextMatch> headers,
        SortedMap<String, TextMatch> cookies,
        SortedMap<String, TextMatch> queryParams,
        Optional<TextMatch> uri,
        Optional<TextMatch> method,
        SortedMap<String, String> sourceLabels,
        List<String> gateways) {

    /**
     * So many cookies at most: all of them are in one header, and in one regular expression that
     * allows them in any order.
     */
    public static final int MOST_COOKIES = 3;

    public RequestMatch {
        headers = sorted(headers);
        cookies = sorted(cookies);
        queryParams = sorted(queryParams);
        sourceLabels = sorted(sourceLabels);
        gateways = List.copyOf(gateways);
        boolean none =
                headers.isEmpty()
                        && cookies.isEmpty()
                        && queryParams.isEmpty()
                        && uri.isEmpty()
                        && method.isEmpty()
                        && sourceLabels.isEmpty()
                        && gateways.isEmpty();
        if (none) {
            throw new IllegalArgumentException(
                    "has no condition, so it would mean every request; name headers, cookies,"
                            + " queryParams, uri, method, sourceLabels or gateways");
        }
        if (!cookies.isEmpty() && headers.containsKey("cookie")) {
            throw new IllegalArgumentException(
                    "names cookies and the header cookie, which holds them; write one of them");
        }
        if (cookies.size() > MOST_COOKIES) {
            throw new IllegalArgumentException(
                    "names %d cookies; name at most %d".formatted(cookies.size(), MOST_COOKIES));
        }
    }

    private static <T> SortedMap<String, T> sorted(Map<String, T> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** A match of one header. */
    public static RequestMatch header(String name, TextMatch value) {
        return new RequestMatch(
                new TreeMap<>(Map.of(name, value)),
                new TreeMap<>(),
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                List.of());
    }

    /** A match of one cookie. */
    public static RequestMatch cookie(String name, TextMatch value) {
        return new RequestMatch(
                new TreeMap<>(),
                new TreeMap<>(Map.of(name, value)),
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                List.of());
    }

    /** The match for a sentence: {@code header x-group is "beta" and method is "GET"}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        headers.forEach((name, text) -> parts.add("header %s %s".formatted(name, text)));
        cookies.forEach((name, text) -> parts.add("cookie %s %s".formatted(name, text)));
        queryParams.forEach(
                (name, text) -> parts.add("query parameter %s %s".formatted(name, text)));
        uri.ifPresent(text -> parts.add("path " + text));
        method.ifPresent(text -> parts.add("method " + text));
        sourceLabels.forEach((k, v) -> parts.add("source label %s=%s".formatted(k, v)));
        if (!gateways.isEmpty()) {
            parts.add("gateway " + String.join(" or ", gateways));
        }
        return String.join(" and ", parts);
    }
}
