package dev.tidegate.adapter.policies;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which series of a metrics system are counted: an instant vector selector of PromQL, in which one
 * label is said to be the version by {@code version="{version}"}.
 *
 * @param name of the counter
 * @param labels what else is asked of a series, beside its name and its version
 * @param versionLabel the label whose value is the version
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">Prometheus: querying
 *     basics</a>
 */
public record SeriesSelector(String name, List<LabelMatcher> labels, String versionLabel) {

    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*";

    /** Quotes are written as hexadecimal numbers, so that CEL may quote the whole. */
    private static final String COMPARED =
            "\\s*(=~|!~|!=|=)\\s*"
                + "(\\x22([^\\x22\\\\]|\\\\.)*\\x22|\\x27([^\\x27\\\\]|\\\\.)*\\x27|\\x60[^\\x60]*\\x60)";

    private static final String MATCHER = LABEL + COMPARED;

    /** A name, and labels in braces; of RE2. */
    static final String PATTERN =
            "^\\s*([a-zA-Z_:][a-zA-Z0-9_:]*)?\\s*[{]\\s*("
                    + MATCHER
                    + "(\\s*,\\s*"
                    + MATCHER
                    + ")*)?\\s*,?\\s*[}]\\s*$";

    /** The matcher that says which label is the version; of RE2. */
    static final String VERSION_PATTERN =
            "[a-zA-Z0-9_]\\s*=\\s*(\\x22[{]version[}]\\x22|\\x27[{]version[}]\\x27|\\x60[{]version[}]\\x60)";

    static final int MOST = 1_000;

    private static final String NAME = "__name__";
    private static final String VERSION = "{version}";
    private static final String EXAMPLE =
            "checkouts_failed_total{app=\"reviews\", version=\"{version}\"}";
    private static final Pattern SELECTOR = Pattern.compile(PATTERN);
    private static final Pattern PART = Pattern.compile("(" + LABEL + ")" + COMPARED);

    public SeriesSelector {
        labels = List.copyOf(labels);
    }

    /**
     * Reads one.
     *
     * @param field the field's name, for the error
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    public static SeriesSelector parse(String field, String text) {
        Matcher whole = SELECTOR.matcher(text);
        if (text.length() > MOST || !whole.matches()) {
            throw refused(
                    field,
                    text,
                    "is no selector of series; write the name of a counter and its labels, such as %s, without functions, ranges and offsets"
                            .formatted(EXAMPLE));
        }
        List<LabelMatcher> all = labels(field, text);
        List<String> versions =
                all.stream()
                        .filter(part -> part.operator().equals("=") && part.value().equals(VERSION))
                        .map(LabelMatcher::label)
                        .toList();
        if (versions.size() != 1) {
            throw refused(
                    field,
                    text,
                    "has %s label that is {version}, and needs one, which tells whose requests a series counts; write for example %s"
                            .formatted(versions.isEmpty() ? "no" : "more than one", EXAMPLE));
        }
        List<String> names =
                Stream.concat(Stream.ofNullable(whole.group(1)), named(all))
                        .filter(name -> !name.isEmpty())
                        .toList();
        if (names.size() != 1) {
            throw refused(
                    field,
                    text,
                    "%s; name one counter before the brace, such as %s"
                            .formatted(
                                    names.isEmpty()
                                            ? "names no counter"
                                            : "names more than one counter",
                                    EXAMPLE));
        }
        return new SeriesSelector(
                names.getFirst(),
                all.stream()
                        .filter(part -> !part.value().equals(VERSION) && !isName(part))
                        .toList(),
                versions.getFirst());
    }

    private static IllegalArgumentException refused(String field, String text, String why) {
        return new IllegalArgumentException("%s: \"%s\" %s".formatted(field, text, why));
    }

    private static Stream<String> named(List<LabelMatcher> all) {
        return all.stream().filter(SeriesSelector::isName).map(LabelMatcher::value);
    }

    private static boolean isName(LabelMatcher part) {
        return part.label().equals(NAME) && part.operator().equals("=");
    }

    private static List<LabelMatcher> labels(String field, String text) {
        Matcher part = PART.matcher(text.substring(text.indexOf('{') + 1));
        List<LabelMatcher> labels = new ArrayList<>();
        while (part.find()) {
            labels.add(
                    LabelMatcher.of(field, part.group(1), part.group(2), unquoted(part.group(3))));
        }
        return labels;
    }

    private static String unquoted(String quoted) {
        String text = quoted.substring(1, quoted.length() - 1);
        if (quoted.charAt(0) == '`') {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at == '\\') {
                i++;
                plain.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
            } else {
                plain.append(at);
            }
        }
        return plain.toString();
    }

    /**
     * The version whose requests a series counts; empty when it is not selected, or has no version.
     *
     * @param series all labels of the series, {@code __name__} among them
     */
    public Optional<String> version(Map<String, String> series) {
        boolean selected =
                name.equals(series.get(NAME))
                        && labels.stream()
                                .allMatch(
                                        part ->
                                                part.test()
                                                        .test(
                                                                Objects.requireNonNullElse(
                                                                        series.get(part.label()),
                                                                        "")));
        return Optional.ofNullable(series.get(versionLabel))
                .filter(version -> selected && !version.isEmpty());
    }

    /** The selector of the series of these versions, in PromQL. */
    public String promQl(Collection<String> versions) {
        String any =
                versions.stream().map(Pattern::quote).sorted().collect(Collectors.joining("|"));
        return Stream.concat(
                        labels.stream().map(LabelMatcher::text),
                        Stream.of(LabelMatcher.text(versionLabel, "=~", any)))
                .collect(Collectors.joining(",", name + "{", "}"));
    }
}
