package dev.tidegate.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prometheus' test of rules. It says only whether what it got was expected; so it is given
 * expectations that nothing meets, and what it then says it got is read.
 */
final class Promtool {

    static final String MISSING =
            "promtool is on no path of PATH; get it with apt-get install prometheus";

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path MANIFESTS = Path.of("k8s", "monitoring");
    private static final int LONGEST_SECONDS = 300;
    private static final Pattern GOT = Pattern.compile("(?m)^ +got: ?(.*)$");
    private static final Pattern SAMPLE = Pattern.compile("\\{([^}]*)} ([^ ,]+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final Path directory;

    Promtool(Path directory) {
        this.directory = directory;
    }

    /** One series of an answer. */
    record Sample(Map<String, String> labels, double value) {}

    /** A question. */
    record Query(String expression, int seconds) {}

    static Optional<Path> find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(path -> Path.of(path, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * What the shipped rules make of these series, scraped and evaluated every 15 s.
     *
     * @param series values in promtool's notation, by series
     * @return the answers to the queries, in their order
     */
    List<List<Sample>> ask(Map<String, String> series, List<Query> queries) {
        try {
            Files.writeString(directory.resolve("rules.yaml"), rules());
            Path test = directory.resolve("test.yaml");
            Files.writeString(test, YAML.writeValueAsString(test(series, queries)));
            String told = run("test", "rules", test.toString());
            List<List<Sample>> answers =
                    GOT.matcher(told).results().map(got -> samples(got.group(1))).toList();
            if (answers.size() != queries.size()) {
                throw new IllegalStateException(told);
            }
            return answers;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The groups of the shipped manifests, as Prometheus' operator hands them on. */
    private static String rules() throws IOException {
        List<JsonNode> groups = new ArrayList<>();
        for (String file : List.of("rules.yaml", "itself.yaml")) {
            YAML.readTree(MANIFESTS.resolve(file).toFile()).at("/spec/groups").forEach(groups::add);
        }
        return YAML.writeValueAsString(Map.of("groups", groups));
    }

    private static Map<String, Object> test(Map<String, String> series, List<Query> queries) {
        List<Map<String, String>> input =
                series.entrySet().stream()
                        .map(e -> Map.of("series", e.getKey(), "values", e.getValue()))
                        .toList();
        List<Map<String, Object>> asked =
                queries.stream()
                        .map(
                                query ->
                                        Map.<String, Object>of(
                                                "expr", query.expression(),
                                                "eval_time", query.seconds() + "s",
                                                "exp_samples",
                                                        List.of(
                                                                Map.of(
                                                                        "labels", "nothing",
                                                                        "value", 0))))
                        .toList();
        return Map.of(
                "rule_files",
                List.of("rules.yaml"),
                "evaluation_interval",
                "15s",
                "tests",
                List.of(
                        Map.of(
                                "interval",
                                "15s",
                                "input_series",
                                input,
                                "promql_expr_test",
                                asked)));
    }

    private static List<Sample> samples(String got) {
        return SAMPLE.matcher(got)
                .results()
                .map(s -> new Sample(labels(s.group(1)), Double.parseDouble(s.group(2))))
                .toList();
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        LABEL.matcher(text).results().forEach(l -> labels.put(l.group(1), l.group(2)));
        return labels;
    }

    private String run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(find().orElseThrow().toString()));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output.txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("promtool did not end in time");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Files.readString(output, UTF_8);
    }
}
