package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Puts the demonstration's YAML into the cluster, its {@code ${names}} filled in. */
final class Manifests {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** By file, the documents as JSON with their names still open: parsing YAML takes its time. */
    private static final Map<String, List<String>> TEMPLATES = new ConcurrentHashMap<>();

    private Manifests() {}

    /**
     * How long steps last, in seconds.
     *
     * @param watched of the step in which the bad release fails
     */
    record Holds(int usual, int watched) {

        /** More than five failures of a hundred usually take to be found. */
        private static final int FINDING_SECONDS = 16;

        /** The step in which evidence is to find the failures lasts until it has. */
        static Holds of(int usual, boolean byEvidence) {
            return new Holds(usual, byEvidence ? usual + FINDING_SECONDS : usual);
        }
    }

    /** The namespace itself: kubectl asks for it when it finds nothing in it. */
    static void namespace(ApiServer cluster, String name) {
        put(cluster, "namespace", Map.of("namespace", name));
    }

    /** A service with routes, policy and a workload for each version; v1 has the traffic. */
    static void service(
            ApiServer cluster, String namespace, String service, Holds holds, List<String> all) {
        Map<String, String> names =
                Map.of(
                        "namespace",
                        namespace,
                        "service",
                        service,
                        "hold",
                        holds.usual() + "s",
                        "watched",
                        holds.watched() + "s");
        put(cluster, "routes", names);
        put(cluster, "policy", names);
        for (String version : all) {
            Map<String, String> of =
                    Map.of("namespace", namespace, "service", service, "version", version);
            put(cluster, "workload", of);
        }
    }

    /** A service with v1 and v2 and these steps, for the benchmark. */
    static void benchService(ApiServer cluster, String namespace, String service, String steps) {
        Map<String, String> names =
                Map.of("namespace", namespace, "service", service, "steps", steps);
        put(cluster, "routes", names);
        put(cluster, "bench-policy", names);
        put(
                cluster,
                "workload",
                Map.of("namespace", namespace, "service", service, "version", "v2"));
    }

    private static void put(ApiServer cluster, String file, Map<String, String> values) {
        for (String template : TEMPLATES.computeIfAbsent(file, Manifests::parse)) {
            String json = template;
            for (Map.Entry<String, String> value : values.entrySet()) {
                String name = "${" + value.getKey() + "}";
                json = json.replace("\"" + name + "\"", quoted(value.getValue()));
                json = json.replace(name, value.getValue());
            }
            cluster.put(json);
        }
    }

    /** A list stays a list, anything else becomes a string. */
    private static String quoted(String value) {
        return value.startsWith("[") ? value : "\"" + value + "\"";
    }

    private static List<String> parse(String file) {
        List<String> templates = new ArrayList<>();
        String text = read("/demo/" + file + ".yaml");
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            documents.forEachRemaining(document -> templates.add(document.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return templates;
    }

    private static String read(String resource) {
        Optional<InputStream> found =
                Optional.ofNullable(Manifests.class.getResourceAsStream(resource));
        try (InputStream in = found.orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
