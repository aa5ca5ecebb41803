package dev.tidegate.cli.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;

import dev.tidegate.core.route.ObservedObject;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one way in which an object is shown as YAML: its own order of keys, and no server's noise.
 */
final class NormalForm {

    private static final ObjectMapper YAML =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .disable(Feature.WRITE_DOC_START_MARKER, Feature.SPLIT_LINES)
                            .enable(Feature.MINIMIZE_QUOTES)
                            .enable(Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                            .build());

    /** What the API server sets by itself; a release changes it or not, and nobody asks. */
    private static final List<String> NOISE =
            List.of("managedFields", "resourceVersion", "uid", "generation", "creationTimestamp");

    private NormalForm() {}

    /** The lines. */
    static List<String> of(ObservedObject object) {
        Map<String, Object> shown = new LinkedHashMap<>(object.tree());
        shown.remove("status");
        if (shown.get("metadata") instanceof Map<?, ?> metadata) {
            Map<?, ?> kept = new LinkedHashMap<>(metadata);
            kept.keySet().removeAll(NOISE);
            shown.put("metadata", kept);
        }
        try {
            return YAML.writeValueAsString(shown).lines().toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON values that cannot be written", e);
        }
    }
}
