package dev.tidegate.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.analysis.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

class ReplayTest {

    private final RecordedRelease release = RecordedRelease.happened();

    @TempDir Path folder = Path.of("");

    private static List<ToldVerdict> play(
            List<KeptRecord> records, UnaryOperator<LiveRelease> asked) {
        return Replay.play(RecordedRelease.SERVICE, records, asked, (at, known) -> {});
    }

    private static List<String> lines(List<ToldVerdict> told) {
        return told.stream()
                .map(
                        each ->
                                RecordedRelease.line(
                                        each.at(),
                                        each.telling().id(),
                                        each.telling().verdict().sentence()))
                .toList();
    }

    private static long worse(List<ToldVerdict> told) {
        return told.stream().filter(e -> e.telling().verdict() instanceof Verdict.Worse).count();
    }

    @Test
    void recordedReadingsGiveTheVerdictsThatWereTold() {
        // Given what an analysis told, and what it had read, kept in a file
        Path file = folder.resolve("release.jsonl");
        RecordingWriter.write(file, release.records());
        // When
        List<ToldVerdict> told = play(Recording.read(file), UnaryOperator.identity());
        // Then
        assertThat(lines(told)).isEqualTo(release.told()).isNotEmpty();
        assertThat(worse(told)).isPositive();
    }

    @Test
    void topicsThatAreMixedGiveTheSame() {
        // Given the live releases at the end of the file, as a reader of two topics gets them
        List<KeptRecord> mixed = new ArrayList<>(release.records());
        mixed.sort((a, b) -> b.topic().compareTo(a.topic()));
        // Then
        assertThat(lines(play(mixed, UnaryOperator.identity()))).isEqualTo(release.told());
    }

    @Test
    void policyThatAsksForMoreFindsItLaterOrNever() {
        // When twenty times as often as stable is tolerated
        List<ToldVerdict> told =
                play(
                        release.records(),
                        was ->
                                new LiveRelease(
                                        was.uid(),
                                        was.revision(),
                                        was.stage(),
                                        was.versions(),
                                        tolerant(was),
                                        was.step(),
                                        was.routes(),
                                        was.act()));
        // Then
        assertThat(worse(told)).isZero();
        assertThat(told).isNotEmpty();
    }

    private static AnalysisPlan tolerant(LiveRelease was) {
        return new AnalysisPlan(
                was.plan().falseRollback(),
                20,
                was.plan().stakes(),
                was.plan().warmup(),
                was.plan().doubt(),
                was.plan().harm(),
                was.plan().lag());
    }

    @Test
    void recordThatIsNoReadingIsLeftOut() {
        List<KeptRecord> records = new ArrayList<>(release.records());
        KeptRecord first = records.getFirst();
        records.add(
                1,
                new KeptRecord(
                        first.topic(),
                        first.at(),
                        first.key(),
                        first.headers(),
                        Optional.of("{}")));
        assertThat(worse(play(records, UnaryOperator.identity()))).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            textBlock =
                    """
                    no                                                     | line 2: is no JSON object
                    {"ts": 1, "payload": ""}                               | line 2: topic: is missing
                    {"topic": "t", "ts": "1", "payload": ""}               | line 2: ts: is missing or of the wrong kind; use the record's timestamp
                    {"topic": "t", "ts": 1}                                | line 2: payload: is missing
                    {"topic": "t", "ts": 1, "payload": 1}                  | line 2: payload: is missing or of the wrong kind
                    {"topic": "t", "ts": 1, "payload": "", "headers": [1]} | line 2: headers: is missing or of the wrong kind
                    """)
    void lineThatIsNoRecordIsNamed(String line, String error) throws IOException {
        Path file = Files.writeString(folder.resolve("x.jsonl"), "\n" + line + "\n");
        assertThatThrownBy(() -> Recording.read(file)).hasMessageContaining(error);
    }

    @Test
    void fileThatIsNoneIsNamed() throws IOException {
        assertThatThrownBy(() -> Recording.read(folder.resolve("none")))
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> Recording.read(folder)).hasMessageContaining("cannot be read");
        Path binary = Files.write(folder.resolve("b"), new byte[] {(byte) 0xc3, 0x28, '\n'});
        assertThatThrownBy(() -> Recording.read(binary)).hasMessageContaining("no text in UTF-8");
        assertThatThrownBy(() -> RecordingWriter.write(folder.resolve("no/x"), List.of()))
                .hasMessageContaining("--record: ");
    }
}
