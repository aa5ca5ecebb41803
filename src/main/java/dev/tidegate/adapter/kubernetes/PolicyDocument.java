package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.text.Reason;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A RolloutPolicy as a YAML document, read by the rules that the controller reads it by; fields
 * that it does not know or that stand there twice are refused.
 *
 * @param service the name, and that of the Service
 */
public record PolicyDocument(String namespace, String service, RolloutPlan plan) {

    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory())
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

    /**
     * The only RolloutPolicy among the documents of {@code yaml}.
     *
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    public static PolicyDocument parse(String yaml) {
        try {
            return read(yaml);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Reason.of(String.valueOf(e.getMessage())), e);
        }
    }

    private static PolicyDocument read(String yaml) {
        List<JsonNode> policies = documents(yaml);
        if (policies.size() != 1) {
            throw new IllegalArgumentException(
                    "%d documents of kind RolloutPolicy; give a file with exactly one"
                            .formatted(policies.size()));
        }
        JsonNode metadata = policies.getFirst().path("metadata");
        String namespace = metadata.path("namespace").asText("default");
        String name = metadata.path("name").asText("");
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "metadata.name: is missing; use the name of the Service");
        }
        JsonNode spec = policies.getFirst().path("spec");
        return new PolicyDocument(namespace, name, PolicyReader.plan(namespace, read(spec)));
    }

    private static List<JsonNode> documents(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll().stream()
                    .filter(document -> document.path("kind").asText().equals("RolloutPolicy"))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(SpecProblem.syntax(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RolloutPolicySpec read(JsonNode spec) {
        try {
            return YAML.treeToValue(spec, RolloutPolicySpec.class);
        } catch (JsonMappingException e) {
            throw SpecProblem.of(e, spec);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("spec: " + SpecProblem.syntax(e), e);
        }
    }
}
