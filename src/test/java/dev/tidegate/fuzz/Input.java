package dev.tidegate.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What comes in by a door. */
final class Input {

    /** Stand for a break in a header of a pinned case. */
    private static final char NEW_LINE = '\u240a';

    private static final char RETURN = '\u240d';

    private final String origin;
    private final List<Header> headers;
    private final byte[] body;

    /**
     * An input.
     *
     * @param origin the example that it was made of
     * @param headers in their order; a name may stand twice
     */
    Input(String origin, List<Header> headers, byte[] body) {
        this.origin = origin;
        this.headers = List.copyOf(headers);
        this.body = body.clone();
    }

    String origin() {
        return origin;
    }

    List<Header> headers() {
        return headers;
    }

    byte[] body() {
        return body.clone();
    }

    /** One header. */
    record Header(String name, String value) {}

    static Input of(String origin, Map<String, String> headers, String body) {
        return new Input(
                origin,
                headers.entrySet().stream().map(e -> new Header(e.getKey(), e.getValue())).toList(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The first value of a header; empty when it is not there. */
    String header(String name) {
        return headers.stream()
                .filter(h -> h.name().equals(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    /** As an HTTP request brings them. */
    Map<String, List<String>> byName() {
        Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(
                h -> values.computeIfAbsent(h.name(), _ -> new ArrayList<>()).add(h.value()));
        return values;
    }

    /** Bytes of all of it. */
    int size() {
        return body.length
                + headers.stream().mapToInt(h -> h.name().length() + h.value().length()).sum();
    }

    /** A file of a pinned case: headers, an empty line, and the body. */
    byte[] pinned() {
        StringBuilder head = new StringBuilder();
        headers.forEach(
                h -> head.append(h.name()).append(": ").append(escaped(h.value())).append('\n'));
        byte[] before = head.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[before.length + body.length];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(body, 0, all, before.length, body.length);
        return all;
    }

    private static String escaped(String value) {
        return value.replace('\n', NEW_LINE).replace('\r', RETURN);
    }

    /** Reads {@link #pinned} again. */
    static Input pinned(String origin, byte[] file) {
        int at = 0;
        List<Header> headers = new ArrayList<>();
        while (file[at] != '\n') {
            int end = at;
            while (file[end] != '\n') {
                end++;
            }
            String line = new String(file, at, end - at, StandardCharsets.UTF_8);
            int colon = line.indexOf(':');
            headers.add(
                    new Header(
                            line.substring(0, colon),
                            unescaped(line.substring(colon + 1).replaceFirst("^ ", ""))));
            at = end + 1;
        }
        byte[] body = Arrays.copyOfRange(file, at + 1, file.length);
        return new Input(origin, headers, body);
    }

    private static String unescaped(String value) {
        return value.replace(NEW_LINE, '\n').replace(RETURN, '\r');
    }
}
