package dev.tidegate.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tidegate.sandbox.ApiServer.Call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rights that {@code k8s/rights.yaml} grants, one a line: where, verb, group/resource. */
final class Rights {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Rights() {}

    /** Everything granted. */
    static Set<String> granted() {
        Set<String> rights = new TreeSet<>();
        Path file = Path.of("k8s", "rights.yaml");
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            for (JsonNode role : documents.readAll()) {
                String where = role.at("/metadata/namespace").asText("");
                role.path("rules").forEach(rule -> rights.addAll(rights(where, rule)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rights;
    }

    private static Set<String> rights(String where, JsonNode rule) {
        Set<String> rights = new TreeSet<>();
        for (JsonNode group : rule.path("apiGroups")) {
            for (JsonNode resource : rule.path("resources")) {
                for (JsonNode verb : rule.path("verbs")) {
                    rights.add(line(where, verb.asText(), group.asText(), resource.asText()));
                }
            }
        }
        return rights;
    }

    /** The rights that these calls need; Tidegate's own namespace is the only one with a Role. */
    static Set<String> needed(Set<Call> calls) {
        return calls.stream()
                .map(c -> line(where(c), c.verb(), c.group(), c.resource()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String where(Call call) {
        return call.namespace().equals("tidegate-system") ? call.namespace() : "";
    }

    private static String line(String where, String verb, String group, String resource) {
        String scope = where.isEmpty() ? "everywhere" : "in " + where;
        return "%s: %s %s/%s".formatted(scope, verb, group, resource);
    }
}
