package dev.tidegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.adapter.policies.PolicyDocument;
import dev.tidegate.cli.input.PolicyFile;
import dev.tidegate.core.selection.SelectorFactory;
import dev.tidegate.core.selection.Strategy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code tidegate simulate}: what a policy will do, shown without any cluster. */
@Command(
        name = "simulate",
        description = "Shows what a policy will do, without any cluster.",
        mixinStandardHelpOptions = true)
final class Simulate implements Callable<Integer> {

    private static final int MOST_REQUESTS = 100_000_000;
    private static final int MOST_USERS = 10_000_000;
    private static final int MOST_ENDPOINTS = 10_000;

    @Parameters(paramLabel = "POLICY", description = "A file with a RolloutPolicy in YAML.")
    private Path policy = Path.of("");

    @Option(names = "--requests", description = "Requests in each step (${DEFAULT-VALUE}).")
    private int requests = 10_000;

    @Option(names = "--users", description = "Users who make them (${DEFAULT-VALUE}).")
    private int users = 1_000;

    @Option(names = "--endpoints", description = "Of each version (${DEFAULT-VALUE}).")
    private int endpoints = 3;

    @Option(
            names = "--strategy",
            description =
                    "Between endpoints, in place of the policy's loadBalancer, such as maglev.")
    private Optional<String> strategy = Optional.empty();

    @Option(names = "--seed", description = "Of the randomness (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Option(names = "--svg", description = "Write a picture of weight over time to this file.")
    private Optional<Path> svg = Optional.empty();

    @Mixin private EvidenceOptions evidence = new EvidenceOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws JsonProcessingException {
        requireRange("--requests", requests, MOST_REQUESTS);
        requireRange("--users", users, MOST_USERS);
        requireRange("--endpoints", endpoints, MOST_ENDPOINTS);
        PolicyDocument document = PolicyFile.read(policy);
        if (evidence.asked()) {
            return evidence(document);
        }
        Optional<SelectorFactory> balancer = strategy.map(Simulate::strategy);
        Simulation result =
                Simulator.run(
                        document.plan(),
                        balancer.orElseGet(() -> Simulator.balancer(document.plan())),
                        new SimulationSetting(requests, users, endpoints, seed));
        print(json ? json(result) : SimulationTable.of(document.service(), result));
        if (svg.isPresent()) {
            draw("--svg", svg.get(), WeightChart.svg(document.service(), result));
        }
        return 0;
    }

    private int evidence(PolicyDocument document) throws JsonProcessingException {
        SimulatedEvidence simulated = new SimulatedEvidence(document, evidence, seed);
        EvidenceSimulation result = simulated.run();
        print(json ? json(result) : EvidenceTable.of(result));
        evidence.picture().ifPresent(file -> draw("--picture", file, simulated.picture()));
        return 0;
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private static String json(Object result) throws JsonProcessingException {
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result)
                + System.lineSeparator();
    }

    private static SelectorFactory strategy(String name) {
        try {
            return Strategy.of(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--" + e.getMessage(), e);
        }
    }

    private static void draw(String option, Path file, String picture) {
        try {
            Files.writeString(file, picture);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s: %s cannot be written; name a file in a folder that is there and yours"
                            .formatted(option, file),
                    e);
        }
    }

    private static void requireRange(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "%s: %d is out of range; use 1 to %d".formatted(option, value, most));
        }
    }
}
