package dev.tidegate.cli.preview;

import dev.tidegate.cli.input.TextFile;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.routing.Routing;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The options that say where the objects are. */
final class Source {

    @Option(
            names = "--objects",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Files with VirtualServices, DestinationRules and Deployments in YAML or JSON;"
                        + " - is the standard input. One without a namespace is taken to be in the"
                        + " policy's.")
    private List<String> objects = List.of();

    @Option(
            names = "--cluster",
            description = "Read them from the cluster of the current kubeconfig instead.")
    private boolean cluster;

    /** Reads what a release of {@code canary} would meet. */
    FoundObjects find(ServiceKey service, RolloutPlan plan, Version canary, Clock clock) {
        if (cluster != objects.isEmpty()) {
            throw new IllegalArgumentException(
                    "--objects, --cluster: give one of the two: files with the objects, or the"
                            + " cluster they are in");
        }
        String workload = Routing.workload(plan.workload(), service, canary);
        if (cluster) {
            return FoundObjects.in(ClusterLook.read(service, plan, workload, clock.instant()));
        }
        List<TextFile> files = objects.stream().map(Source::file).toList();
        ObjectFiles found = new ObjectFiles(files, service.namespace());
        return FoundObjects.in(
                found,
                plan.routing().elsewhere(canary)
                        ? PodsInFiles.elsewhere(canary)
                        : PodsInFiles.of(found.deployments(), service.namespace(), workload, plan));
    }

    private static TextFile file(String name) {
        return name.equals("-")
                ? TextFile.read("standard input", System.in)
                : TextFile.read(Path.of(name), "a file with objects in YAML or JSON");
    }
}
