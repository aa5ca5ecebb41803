package dev.tidegate.quality;

import java.util.List;
import java.util.Map;

/**
 * The fields of a {@code kustomization.yaml} that ours use.
 *
 * @see <a href="https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/">kustomize's
 *     reference</a>
 */
record KustomizationYaml(
        String apiVersion,
        String kind,
        String namespace,
        List<Labels> labels,
        List<String> resources,
        List<String> components,
        List<String> configurations,
        List<ConfigMapArgs> configMapGenerator,
        List<Image> images,
        List<Patch> patches,
        List<Replacement> replacements) {

    record Labels(Map<String, String> pairs) {}

    record ConfigMapArgs(String name, String namespace, String behavior, List<String> literals) {}

    record Image(String name, String newTag) {}

    record Patch(Selector target, String patch) {}

    record Selector(String group, String version, String kind, String name, String fieldPath) {}

    record Replacement(Selector source, List<Target> targets) {}

    record Target(Selector select, List<String> fieldPaths) {}
}
