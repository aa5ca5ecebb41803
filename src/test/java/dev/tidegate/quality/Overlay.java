package dev.tidegate.quality;

import com.fasterxml.jackson.databind.JsonNode;

import io.fabric8.zjsonpatch.JsonPatch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a kustomization installs, as far as the checks need it: its resources and those of its
 * components, with its JSON patches and without those that a patch deletes, and the literals of its
 * ConfigMaps.
 *
 * @param literals by key; a later one wins, as with {@code behavior: merge}
 */
public record Overlay(List<JsonNode> resources, Map<String, String> literals) {

    /** What these folders install together. */
    public static Overlay of(Path... folders) {
        Overlay all = new Overlay(new ArrayList<>(), new HashMap<>());
        Stream.of(folders).forEach(all::include);
        return all;
    }

    /** What a component does, or one more kustomization: its patches meet what is here already. */
    private void include(Path folder) {
        JsonNode file = StrictManifest.documents(folder.resolve("kustomization.yaml")).getFirst();
        for (JsonNode name : file.path("resources")) {
            Path resource = folder.resolve(name.asText()).normalize();
            if (Files.isDirectory(resource)) {
                Overlay below = of(resource);
                resources.addAll(below.resources);
                literals.putAll(below.literals);
            } else {
                resources.addAll(StrictManifest.documents(resource));
            }
        }
        file.path("components").forEach(name -> include(folder.resolve(name.asText()).normalize()));
        file.path("patches").forEach(this::patch);
        file.at("/configMapGenerator/0/literals")
                .forEach(
                        literal -> {
                            String[] parts = literal.asText().split("=", 2);
                            literals.put(parts[0], parts[1]);
                        });
    }

    private void patch(JsonNode entry) {
        JsonNode patch = StrictManifest.document(entry.path("patch").asText());
        Predicate<JsonNode> meant = resource -> matches(resource, entry.path("target"));
        if (patch.path("$patch").asText().equals("delete")) {
            resources.removeIf(meant);
        } else {
            resources.replaceAll(r -> meant.test(r) ? JsonPatch.apply(patch, r) : r);
        }
    }

    /** As kustomize has it: what a target leaves out, matches. */
    private static boolean matches(JsonNode resource, JsonNode target) {
        String version = resource.path("apiVersion").asText();
        int slash = version.indexOf('/');
        Map<String, String> its =
                Map.of(
                        "group",
                        slash < 0 ? "" : version.substring(0, slash),
                        "version",
                        version.substring(slash + 1),
                        "kind",
                        resource.path("kind").asText(),
                        "name",
                        name(resource));
        return target.propertyStream()
                .allMatch(field -> field.getValue().asText().equals(its.get(field.getKey())));
    }

    /** Its resources of this kind. */
    public Stream<JsonNode> all(String kind) {
        return resources.stream().filter(kind(kind));
    }

    private static Predicate<JsonNode> kind(String kind) {
        return resource -> resource.path("kind").asText().equals(kind);
    }

    /** Topics that functions take, one entry for each source of each. */
    List<String> topicsOfFunctions() {
        return all("KafkaSource")
                .flatMap(s -> StreamSupport.stream(s.at("/spec/topics").spliterator(), false))
                .map(JsonNode::asText)
                .toList();
    }

    /** Topics that the always-on controller consumes: all five but those switched off. */
    List<String> topicsOfController() {
        if (!alwaysOn()) {
            return List.of();
        }
        return Stream.of("deployments", "alerts", "timers", "commands", "verdicts")
                .filter(channel -> !"false".equals(literals.get(switchOf(channel))))
                .map(channel -> "tidegate." + channel)
                .toList();
    }

    /** Whether the controller is: the analysis is in every shape, and takes no event. */
    boolean alwaysOn() {
        return all("Deployment").map(Overlay::name).anyMatch("tidegate"::equals);
    }

    private static String switchOf(String channel) {
        return "MP_MESSAGING_INCOMING_%s_ENABLED"
                .formatted(channel.toUpperCase(java.util.Locale.ROOT));
    }

    /** The name of a resource. */
    public static String name(JsonNode resource) {
        return resource.at("/metadata/name").asText();
    }
}
