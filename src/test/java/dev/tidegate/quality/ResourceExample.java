package dev.tidegate.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A resource of ours as a page shows it, beside the schema of its CRD in {@code k8s/crd}. */
final class ResourceExample {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private ResourceExample() {}

    /** What the schema has against it; fields that the schema does not know are told too. */
    static List<String> problems(String yaml) {
        try {
            JsonNode resource = YAML.readTree(yaml);
            JsonNode version = crd(resource.path("kind").asText()).at("/spec/versions/0");
            JsonNode schema = version.at("/schema/openAPIV3Schema");
            Stream<String> unknown =
                    resource.path("spec")
                            .propertyStream()
                            .map(field -> field.getKey())
                            .filter(name -> !schema.at("/properties/spec/properties").has(name))
                            .map(name -> "spec." + name + " is not in the schema");
            Stream<String> invalid =
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(schema.toString(), InputFormat.JSON)
                            .validate(resource.toString(), InputFormat.JSON)
                            .stream()
                            .map(Object::toString);
            return Stream.concat(unknown, invalid).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode crd(String kind) throws IOException {
        String plural = kind.equals("Rollout") ? "rollouts" : "rolloutpolicies";
        return YAML.readTree(Path.of("k8s", "crd", plural + ".yaml").toFile());
    }
}
