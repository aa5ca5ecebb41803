package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.PatchFailedException;

import dev.tidegate.it.CommandLine.Ended;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a preview shows is what the artifact writes then. */
class PreviewIT extends InTown {

    private static final List<String> KINDS = List.of("VirtualService", "DestinationRule");
    private static final ObjectMapper YAML =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .disable(Feature.WRITE_DOC_START_MARKER, Feature.SPLIT_LINES)
                            .enable(
                                    Feature.MINIMIZE_QUOTES,
                                    Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                            .build());

    @Test
    void releaseThatSucceedsLeavesWhatWasPreviewed() throws Exception {
        // Given
        town.service("succeeds", Policies.QUICK);
        List<ObjectNode> before = objects("succeeds");
        String preview = preview("succeeds", Policies.QUICK, before);
        // When
        town.deploy("succeeds", "v2");
        town.awaitPhase("succeeds-1", "Succeeded");
        // Then
        assertThat(objects("succeeds")).isEqualTo(patched(before, preview, "after a success"));
    }

    @Test
    void releaseThatIsRolledBackLeavesWhatWasPreviewed() throws Exception {
        // Given a release that bakes
        String policy = "steps: [{weight: 100}]\nbake: 10m\n";
        town.service("fails", policy);
        List<ObjectNode> before = objects("fails");
        String preview = preview("fails", policy, before);
        town.deploy("fails", "v2");
        town.awaitPhase("fails-1", "Baking");
        // When
        town.alert("fails", "v2");
        town.awaitPhase("fails-1", "RolledBack");
        // Then
        assertThat(objects("fails")).isEqualTo(patched(before, preview, "after a rollback"));
    }

    private String preview(String service, String policy, List<ObjectNode> objects)
            throws IOException {
        Path file = Files.writeString(directory.resolve(service + ".yaml"), documents(objects));
        Path rules =
                Files.writeString(
                        directory.resolve(service + "-policy.yaml"),
                        ServiceObjects.of(service, policy)
                                .getLast()
                                .replace(
                                        "{name: %s}\nspec".formatted(service),
                                        "{name: %s, namespace: %s}\nspec"
                                                .formatted(service, Town.NAMESPACE)));
        Ended ended =
                CommandLine.run(
                        "preview",
                        rules.toString(),
                        "--canary",
                        "v2",
                        "--objects",
                        file.toString());
        assertThat(ended.code()).as(ended.printed()).isZero();
        return ended.printed();
    }

    private static String documents(List<ObjectNode> objects) {
        return objects.stream().map(ObjectNode::toString).collect(Collectors.joining("\n---\n"));
    }

    /** The routes without what the API server sets, and without the rollout's uid. */
    private List<ObjectNode> objects(String service) {
        return KINDS.stream()
                .map(kind -> town.cluster.get(kind, Town.NAMESPACE, service).orElseThrow())
                .map(PreviewIT::written)
                .toList();
    }

    private static ObjectNode written(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove("status");
        ObjectNode metadata = (ObjectNode) copy.path("metadata");
        metadata.remove(
                List.of(
                        "managedFields",
                        "resourceVersion",
                        "uid",
                        "generation",
                        "creationTimestamp"));
        if (metadata.at("/annotations").has("tidegate.dev/uid")) {
            metadata.withObject("/annotations").put("tidegate.dev/uid", "not-known-yet");
        }
        return copy;
    }

    /** The objects with the differences that the preview prints below {@code when}. */
    private static List<JsonNode> patched(List<ObjectNode> before, String preview, String when)
            throws IOException, PatchFailedException {
        String from = preview.substring(preview.indexOf(when + " your objects differ"));
        String part = Arrays.asList(from.split("\n\n", 2)).getFirst();
        List<String> diffs = Stream.of(part.split("(?m)^(?=--- )")).skip(1).toList();
        assertThat(diffs).hasSameSizeAs(before);
        JsonNode[] after = new JsonNode[diffs.size()];
        for (int i = 0; i < after.length; i++) {
            List<String> old = YAML.writeValueAsString(before.get(i)).lines().toList();
            List<String> now =
                    DiffUtils.patch(
                            old, UnifiedDiffUtils.parseUnifiedDiff(diffs.get(i).lines().toList()));
            after[i] = YAML.readTree(String.join("\n", now));
        }
        return List.of(after);
    }
}
