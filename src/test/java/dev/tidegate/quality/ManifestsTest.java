package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every manifest of {@code k8s/}, {@code kafka/} and {@code functions/} is what its kind takes. */
class ManifestsTest {

    /** Files that are no resources; {@link FuncYamlTest} and AsyncApiTest read some of them. */
    private static final Set<String> NO_RESOURCES =
            Set.of("kustomization.yaml", "names.yaml", "func.yaml", "asyncapi.yaml");

    /** {@link ExamplesTest} reads these. */
    private static final Path EXAMPLES = Path.of("k8s", "examples");

    /** Fields whose children have names of the writer's choice. */
    private static final Set<String> MAPS =
            Set.of(
                    "labels",
                    "annotations",
                    "matchLabels",
                    "config",
                    "requests",
                    "limits",
                    "filters",
                    "selector",
                    "properties");

    static Stream<Path> resourceFiles() {
        return files().stream().filter(f -> !NO_RESOURCES.contains(f.getFileName().toString()));
    }

    static Stream<Path> kustomizations() {
        return files().stream().filter(f -> f.endsWith("kustomization.yaml"));
    }

    /** The first document of each kind. */
    static Stream<JsonNode> kinds() {
        return resourceFiles()
                .flatMap(file -> StrictManifest.documents(file).stream())
                .collect(Collectors.toMap(StrictManifest::kind, d -> d, (a, _) -> a))
                .values()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("resourceFiles")
    void everyResourceIsTakenByItsTypedModel(Path file) {
        List<JsonNode> resources = StrictManifest.documents(file);
        assertThat(resources).isNotEmpty();
        for (JsonNode resource : resources) {
            assertThat(StrictManifest.problem(resource)).as(file.toString()).isEmpty();
            assertThat(resource.at("/metadata/name").asText()).as(file.toString()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyMisspeltFieldIsFound(JsonNode document) {
        JsonNode copy = document.deepCopy();
        for (ObjectNode object : objects(copy)) {
            for (String field : fields(object)) {
                JsonNode value = object.remove(field);
                object.set(field + "z", value);
                assertThat(StrictManifest.problem(copy)).as(field + "z in " + copy).isPresent();
                object.remove(field + "z");
                object.set(field, value);
            }
        }
        assertThat(StrictManifest.problem(copy)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void everyKustomizationIsWellFormed(Path file) {
        JsonNode kustomization = StrictManifest.documents(file).getFirst();
        assertThat(StrictManifest.problem(kustomization, KustomizationYaml.class)).isEmpty();
        for (String list : List.of("resources", "components", "configurations")) {
            kustomization
                    .path(list)
                    .forEach(named -> assertThat(file.resolveSibling(named.asText())).exists());
        }
        ((ObjectNode) kustomization).put("resource", "more.yaml");
        assertThat(StrictManifest.problem(kustomization, KustomizationYaml.class)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"k8s", "k8s/monitoring", "kafka", "kafka/namespace", "functions/settings"})
    void kustomizationNamesEveryFile(String folder) {
        Path top = Path.of(folder);
        List<String> named = new ArrayList<>();
        StrictManifest.documents(top.resolve("kustomization.yaml"))
                .getFirst()
                .path("resources")
                .forEach(resource -> named.add(resource.asText()));
        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        resourceFiles()
                                .filter(file -> file.startsWith(top))
                                .map(file -> top.relativize(file).toString().replace('\\', '/'))
                                .filter(file -> !file.matches("(monitoring|namespace)/.*"))
                                .toList());
    }

    @Test
    void kindsThatNobodyKnowsAreFound() {
        ObjectNode source =
                (ObjectNode)
                        StrictManifest.documents(Path.of("functions/alert/source.yaml")).getFirst();
        assertThat(StrictManifest.problem(source.put("kind", "KafkaSauce")).orElse(""))
                .contains("KafkaSauce is not known here");
    }

    private static List<ObjectNode> objects(JsonNode node) {
        List<ObjectNode> found = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            found.add(object);
        }
        node.propertyStream()
                .filter(field -> !MAPS.contains(field.getKey()))
                .forEach(field -> found.addAll(objects(field.getValue())));
        node.values()
                .forEachRemaining(
                        child -> found.addAll(node.isArray() ? objects(child) : List.of()));
        return found;
    }

    private static List<String> fields(ObjectNode object) {
        return object.propertyStream()
                .map(field -> field.getKey())
                .filter(name -> !name.equals("apiVersion") && !name.equals("kind"))
                .toList();
    }

    private static List<Path> files() {
        return Stream.of("k8s", "kafka", "functions").flatMap(top -> below(Path.of(top))).toList();
    }

    private static Stream<Path> below(Path top) {
        try (Stream<Path> files = Files.walk(top)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.startsWith(EXAMPLES))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
