package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the CustomResourceDefinition of a kind of ours says, as {@code k8s/crd} installs it.
 *
 * @param names those of kubectl among them
 * @param version the only one
 */
record ApiDefinition(JsonNode names, JsonNode version) {

    private static final Path FOLDER = Path.of("k8s", "crd");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Map<ApiKind, Optional<ApiDefinition>> READ = new ConcurrentHashMap<>();

    /** That of the kind; empty when it is none of ours. */
    static Optional<ApiDefinition> of(ApiKind kind) {
        return READ.computeIfAbsent(kind, ApiDefinition::read);
    }

    private static Optional<ApiDefinition> read(ApiKind kind) {
        Path file = FOLDER.resolve(kind.plural() + ".yaml");
        if (!kind.group().equals("tidegate.dev") || !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode spec = YAML.readTree(file.toFile()).path("spec");
            return Optional.of(new ApiDefinition(spec.path("names"), spec.at("/versions/0")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Where kubectl looks for it beside its name, such as {@code all}. */
    List<String> categories() {
        List<String> categories = new ArrayList<>();
        names.path("categories").forEach(each -> categories.add(each.asText()));
        return categories;
    }

    /** The schema of a whole object, without apiVersion, kind and metadata. */
    ObjectNode schema() {
        return version.at("/schema/openAPIV3Schema").deepCopy();
    }
}
