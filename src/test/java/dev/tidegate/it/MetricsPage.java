package dev.tidegate.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Meters of ours, as {@code src/docs/metrics.md} documents them and as they are scraped. */
record MetricsPage(List<String> lines) {

    private static final Path PAGE = Path.of("src", "docs", "metrics.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(tidegate_\\w+)` \\| (\\w+) \\| ([^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile("# TYPE (tidegate_\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(tidegate_\\w+)(?:\\{(.*)})? \\S+");
    private static final Pattern WORD = Pattern.compile("`(\\w+)`");
    private static final Pattern TAG = Pattern.compile("(\\w+)=\"");

    /** By name, the type and the tags that the page says. */
    static Map<String, String> documented() throws IOException {
        return ROW.matcher(Files.readString(PAGE))
                .results()
                .collect(
                        Collectors.toMap(
                                row -> row.group(1),
                                row -> described(row.group(2), all(WORD, row.group(3)))));
    }

    /** The same of what is scraped; the longest of a histogram belongs to it. */
    Map<String, String> meters() {
        Map<String, String> types = new TreeMap<>();
        for (String line : lines) {
            Matcher type = TYPE.matcher(line);
            if (type.matches()) {
                // of a counter, the format tells the family without its ending
                boolean counter = type.group(2).equals("counter");
                String ending = counter && !type.group(1).endsWith("_total") ? "_total" : "";
                types.put(type.group(1) + ending, type.group(2));
            }
        }
        types.keySet()
                .removeIf(
                        name ->
                                name.endsWith("_max")
                                        && "histogram"
                                                .equals(
                                                        types.get(
                                                                name.substring(
                                                                        0, name.length() - 4))));
        types.replaceAll((name, type) -> described(type, tags(name)));
        return types;
    }

    private Set<String> tags(String name) {
        Set<String> tags = new TreeSet<>();
        for (String line : lines) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()
                    && sample.group(1).matches(name + "(_bucket|_count|_sum)?")
                    && sample.group(2) != null) {
                tags.addAll(all(TAG, sample.group(2)));
            }
        }
        tags.remove("le");
        return tags;
    }

    /** Meters of ours that nothing explains. */
    List<String> withoutHelp() {
        Set<String> helped =
                lines.stream()
                        .filter(line -> line.matches("# HELP tidegate_\\w+ \\S.*"))
                        .map(line -> line.split(" ", 4)[2])
                        .collect(Collectors.toSet());
        return lines.stream()
                .map(TYPE::matcher)
                .filter(Matcher::matches)
                .map(type -> type.group(1))
                .filter(name -> !helped.contains(name))
                .toList();
    }

    private static String described(String type, Collection<String> tags) {
        return type + " by " + new TreeSet<>(tags);
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }
}
