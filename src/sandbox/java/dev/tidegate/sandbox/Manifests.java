package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the demonstration's YAML into the cluster, its {@code ${names}} filled in. */
final class Manifests {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Manifests() {}

    /** A service with routes, policy and a workload for each version; v1 has the traffic. */
    static void service(
            ApiServer cluster, String namespace, String service, String hold, List<String> all) {
        Map<String, String> names =
                Map.of("namespace", namespace, "service", service, "hold", hold);
        put(cluster, "routes", names);
        put(cluster, "policy", names);
        for (String version : all) {
            Map<String, String> of =
                    Map.of("namespace", namespace, "service", service, "version", version);
            put(cluster, "workload", of);
        }
    }

    private static void put(ApiServer cluster, String file, Map<String, String> values) {
        String text = read("/demo/" + file + ".yaml");
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (documents.hasNext()) {
                cluster.put(documents.next().toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
