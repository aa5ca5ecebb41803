package dev.tidegate.cli;

import dev.tidegate.adapter.policies.PolicyDocument;
import dev.tidegate.chart.Picture;
import dev.tidegate.chart.ReleaseCourse;
import dev.tidegate.cli.input.PolicyFile;
import dev.tidegate.cli.replay.KeptRecord;
import dev.tidegate.cli.replay.Recording;
import dev.tidegate.cli.replay.RecordingWriter;
import dev.tidegate.cli.replay.Replay;
import dev.tidegate.cli.replay.ToldVerdict;
import dev.tidegate.cli.replay.TopicRecords;
import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Analysis;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/** {@code tidegate replay}: readings played through the analysis again. */
@Command(
        name = "replay",
        description = {
            "Plays readings through the analysis again: the verdicts that were told, or with",
            "another policy those that would have been. Moves nothing."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    private static final int NOTHING = 1;

    @Parameters(
            arity = "0..1",
            paramLabel = "RECORDING",
            description = "A file of records; without it the topics are read from Kafka.")
    private Optional<Path> recording = Optional.empty();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Ask what this policy's analysis asks, in place of what was asked.")
    private Optional<Path> policy = Optional.empty();

    @Option(
            names = "--service",
            paramLabel = "NAMESPACE/SERVICE",
            description = "Of this service alone.")
    private Optional<ServiceKey> service = Optional.empty();

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Write a picture of the releases to this file, as SVG.")
    private Optional<Path> picture = Optional.empty();

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Keep what is read of the topics in this file, to be played later.")
    private Optional<Path> record = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            description = "text (${DEFAULT-VALUE}), or json, a line for each verdict.")
    private Format output = Format.TEXT;

    @Mixin private KafkaReach kafka = new KafkaReach();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        UnaryOperator<LiveRelease> asked =
                policy.map(ReplayCommand::asking).orElse(UnaryOperator.identity());
        Map<ServiceKey, List<KeptRecord>> services = ServiceRecords.of(records(), service);
        PrintWriter out = spec.commandLine().getOut();
        List<ReleaseCourse> drawn = new ArrayList<>();
        int verdicts = 0;
        for (Map.Entry<ServiceKey, List<KeptRecord>> each : new TreeMap<>(services).entrySet()) {
            WatchedReleases watched = new WatchedReleases(each.getKey());
            List<ToldVerdict> told = Replay.play(each.getKey(), each.getValue(), asked, watched);
            told.forEach(verdict -> out.println(VerdictLine.of(verdict, output)));
            verdicts += told.size();
            drawn.addAll(watched.courses(told));
        }
        out.flush();
        if (picture.isPresent()) {
            draw(picture.get(), drawn);
        }
        if (verdicts == 0) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "tidegate: no verdict: a release is judged while tidegate.live says"
                                    + " that it is live, and readings come");
        }
        return verdicts == 0 ? NOTHING : 0;
    }

    private List<KeptRecord> records() {
        if (recording.isPresent()) {
            if (record.isPresent()) {
                throw new IllegalArgumentException(
                        "--record: stands beside a recording; leave one of them out");
            }
            return Recording.read(recording.get());
        }
        Map<String, Object> settings = kafka.settings();
        if (settings.isEmpty()) {
            throw new IllegalArgumentException(
                    "RECORDING: is missing; name a file, or give --bootstrap-servers to read the"
                            + " topics");
        }
        List<KeptRecord> records = TopicRecords.read(settings);
        record.ifPresent(file -> RecordingWriter.write(file, records));
        return records;
    }

    private static UnaryOperator<LiveRelease> asking(Path file) {
        PolicyDocument document = PolicyFile.read(file);
        Analysis analysis =
                document.plan()
                        .analysis()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                file
                                                        + ": analysis: is missing, so it asks for"
                                                        + " no evidence; add for example analysis:"
                                                        + " {falseRollback: 1%}"));
        return was ->
                new LiveRelease(
                        was.uid(),
                        was.revision(),
                        was.stage(),
                        was.versions(),
                        analysis.plan(),
                        was.step(),
                        was.routes(),
                        analysis.act());
    }

    private static void draw(Path file, List<ReleaseCourse> releases) {
        if (releases.isEmpty()) {
            throw new IllegalArgumentException(
                    "--picture: no release was live with readings, so there is nothing to draw");
        }
        try {
            Files.writeString(file, Picture.svg("What the evidence said", releases));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--picture: %s cannot be written; name a file in a folder that is there and yours"
                            .formatted(file),
                    e);
        }
    }
}
