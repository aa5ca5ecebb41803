package dev.tidegate.cli.preview;

import dev.tidegate.adapter.policies.PolicyDocument;
import dev.tidegate.cli.input.PolicyFile;
import dev.tidegate.core.distribution.DnsLabel;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.route.istio.ClusterDomain;
import dev.tidegate.core.route.istio.RoutePlanner;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code tidegate preview}: what a release would change in objects that exist. */
@Command(
        name = "preview",
        description = "Shows what a release would change in your objects, and writes nothing.",
        footer = {
            "",
            "Exit code 0 when the release goes through, 1 when the gate blocks it, a phase",
            "cannot be written or the objects are another service's, 2 when the input is wrong."
        },
        mixinStandardHelpOptions = true)
public final class Preview implements Callable<Integer> {

    @Parameters(paramLabel = "POLICY", description = "A file with a RolloutPolicy in YAML.")
    private Path policy = Path.of("");

    @Option(
            names = "--canary",
            paramLabel = "VERSION",
            required = true,
            description = "The version to release.")
    private String canary = "";

    @Option(
            names = "--stable",
            paramLabel = "VERSION",
            description =
                    "The version that the last release left stable, if the routes do not say.")
    private Optional<String> stable = Optional.empty();

    @Option(
            names = "--skip-gate",
            description = "Go on when the gate is blocked, as after the command skip.")
    private boolean skipGate;

    @Option(
            names = "--cluster-domain",
            paramLabel = "DOMAIN",
            defaultValue = "${env:TIDEGATE_CLUSTER_DOMAIN:-cluster.local}",
            description =
                    "The cluster's DNS domain, by which Istio completes a short host;"
                            + " TIDEGATE_CLUSTER_DOMAIN or cluster.local when absent.")
    private String clusterDomain = "";

    @Mixin private Source source = new Source();

    @Spec private CommandSpec spec = CommandSpec.create();

    private final Clock clock;

    /** The command. */
    public Preview(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Version version = version("--canary", canary);
        Optional<Version> hint = stable.map(name -> version("--stable", name));
        PolicyDocument document = PolicyFile.read(policy);
        ServiceKey service = new ServiceKey(document.namespace(), document.service());
        FoundObjects found = source.find(service, document.plan(), version, clock);
        PlayStart scene =
                new PlayStart(
                        new RoutePlanner(ClusterDomain.parse("--cluster-domain", clusterDomain)),
                        service,
                        document.plan(),
                        version,
                        hint.or(found::stable),
                        found.routes(),
                        found.notReady(),
                        found.firing(),
                        found.others());
        if (scene.carriesCanary()) {
            throw new IllegalArgumentException(
                    "--canary: %s carries the traffic already; name another version"
                            .formatted(version));
        }
        Play play = Play.of(scene, skipGate);
        PrintWriter out = spec.commandLine().getOut();
        Report.of(scene, found.notes(), play).forEach(line -> out.print(line + "\n"));
        out.flush();
        boolean through = play.gate().blockers().isEmpty() && !play.broken();
        return through && scene.stranger().isEmpty() ? 0 : 1;
    }

    private static Version version(String option, String name) {
        return new Version(DnsLabel.require(option, name));
    }
}
