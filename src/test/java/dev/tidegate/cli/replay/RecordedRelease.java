package dev.tidegate.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.core.analysis.Analysed;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Analyst;
import dev.tidegate.core.analysis.Compared;
import dev.tidegate.core.analysis.Counts;
import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Metric;
import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.ServiceEvidence;
import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.analysis.Step;
import dev.tidegate.core.analysis.Tally;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.message.BinaryEvent;
import dev.tidegate.message.LiveCodec;
import dev.tidegate.message.ReadingCodec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A release as an analysis followed it: ten minutes of stable, then a canary at 10 % that fails in
 * one request of a hundred from the third minute on; with what it told, and what it had read.
 */
public final class RecordedRelease {

    public static final ServiceKey SERVICE = new ServiceKey("bookinfo", "reviews");

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final Compared VERSIONS = new Compared("v2", "v1");
    private static final int BEGINS = 600;
    private static final int FAILS = 720;
    private static final int ENDS = 900;

    private final List<KeptRecord> records = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private ServiceEvidence state = ServiceEvidence.NONE;

    /** The one that always happens. */
    public static RecordedRelease happened() {
        RecordedRelease release = new RecordedRelease();
        long canary = 0;
        long failed = 0;
        for (int second = 0; second < ENDS; second++) {
            Instant at = START.plusSeconds(second);
            if (second == BEGINS) {
                release.live(at);
            }
            canary += second > BEGINS ? 10 : 0;
            failed += second > FAILS && second % 10 == 0 ? 1 : 0;
            release.read(
                    at.plusMillis(100),
                    new Tally(canary, failed),
                    new Tally(90L * second + 100, second / 10));
        }
        release.keep(
                new KeptRecord(
                        LiveCodec.TOPIC,
                        START.plusSeconds(ENDS),
                        SERVICE.toString(),
                        List.of(),
                        Optional.empty()));
        return release;
    }

    public List<KeptRecord> records() {
        return List.copyOf(records);
    }

    /** What the analysis told meanwhile: when, its name, its sentence. */
    public List<String> told() {
        return List.copyOf(told);
    }

    private void live(Instant at) {
        LiveRelease release =
                new LiveRelease(
                        "uid-1",
                        3,
                        0,
                        VERSIONS,
                        AnalysisPlan.STANDARD.only(Metric.ERRORS),
                        new Step(0.1, at, true),
                        List.of(),
                        true);
        keep(kept(LiveCodec.write(SERVICE, release), at));
        next(at, Analyst.live(state, release, at));
    }

    private void read(Instant at, Tally canary, Tally stable) {
        Map<String, Counts> versions = Map.of("v2", failures(canary), "v1", failures(stable));
        SourcedReading reading =
                new SourcedReading(
                        "envoy-als", Optional.empty(), new Reading("proxy-1", at, at, versions));
        keep(kept(ReadingCodec.write(SERVICE, reading, "r" + at.toEpochMilli()), at));
        next(at, Analyst.reading(state, reading));
    }

    private static Counts failures(Tally tally) {
        return new Counts(Map.of(Measure.FAILURES.name(), tally));
    }

    private void next(Instant at, Analysed analysed) {
        state = analysed.state();
        analysed.tellings().forEach(t -> told.add(line(at, t.id(), t.verdict().sentence())));
    }

    static String line(Instant at, String id, String sentence) {
        return "%s %s %s".formatted(at, id, sentence);
    }

    private void keep(KeptRecord each) {
        records.add(each);
    }

    private static KeptRecord kept(BinaryEvent event, Instant at) {
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>();
        event.attributes()
                .forEach(
                        (name, value) ->
                                headers.add(
                                        Map.entry(
                                                name.equals("content-type") ? name : "ce_" + name,
                                                value.getBytes(UTF_8))));
        return new KeptRecord(
                event.topic(),
                at,
                SERVICE.toString(),
                headers,
                Optional.of(new String(event.body(), UTF_8)));
    }
}
