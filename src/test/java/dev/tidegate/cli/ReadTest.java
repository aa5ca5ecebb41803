package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.quality.Markdown;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

class ReadTest {

    private static final Path DEPLOY = Path.of("kafka", "examples", "deploy-started.json");
    private static final String GROUP =
            "src/test/resources/webhooks/alertmanager/broken-alert-does-not-keep-the-others-back/in.json";

    @TempDir Path folder = Path.of("");

    @Test
    void brokenAlertAmongSeveralIsToldBesideTheEventsOfTheOthers() throws IOException {
        Ran ran = Ran.of("read", "alertmanager", GROUP);
        assertThat(ran.exit()).isZero();
        assertThat(ran.events()).hasSize(1);
        assertThat(ran.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("refused: alerts[0].service: \"Rev"),
                        line ->
                                assertThat(line)
                                        .startsWith("left out: alert KubeNodeNotReady: names no"));
    }

    @Test
    void whatIsLeftOutWhollyIsNotRefused() {
        String payload = "src/test/resources/webhooks/flux/failure-is-left-out/in.json";
        Ran ran = Ran.of("read", "flux", payload);
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("left out: ");
    }

    @Test
    void payloadMayComeFromStandardInput() throws IOException {
        try (InputStream input = Files.newInputStream(DEPLOY)) {
            Ran ran = Ran.read(Map.of(), input, List.of("kafka", "-"));
            assertThat(ran.exit()).isZero();
            assertThat(ran.events()).hasSize(1);
        }
    }

    @Test
    void refusalIsOneLineWhateverTheValueIs() throws IOException {
        Path deploy = payload(Files.readString(DEPLOY).replace("v2", "v2\\n\\u001b[2J"));
        assertThat(Ran.of("read", "kafka", deploy.toString()).err())
                .startsWith("refused: data.version: \"v2\\u000a\\u001b[2J\" is no DNS label");
    }

    @ParameterizedTest
    @CsvSource({"kafka, 262144", "cloudevent, 262144", "github, 4194304"})
    void payloadThatIsTooLargeIsRefusedWithTheLimit(String sender, int most) throws IOException {
        Path large = Files.write(folder.resolve("large.json"), new byte[most + 1]);
        Ran ran = Ran.of("read", sender, large.toString());
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err())
                .isEqualTo(
                        "refused: PAYLOAD: is larger than %d bytes; send less\n".formatted(most));
    }

    @Test
    void noMoreIsReadThanTheLimitAllows() {
        // Given an input without an end
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return ' ';
                    }
                };
        // When, then
        assertThat(Ran.read(Map.of(), endless, List.of("kafka", "-")).err())
                .contains("larger than 262144 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "cloudevent", "alertmanager", "argocd", "flux", "gitlab"})
    void whatIsEmptyOrNoTextIsRefused(String sender) throws IOException {
        Path empty = payload("");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'{', '"', -1, -2, 0, '"'});
        for (Path payload : List.of(empty, binary)) {
            Ran ran = Ran.of("read", sender, payload.toString());
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).matches("(?s)refused: [a-z-]+: .+; .+\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    read jenkins x.json                     | SENDER: "jenkins" is unknown; use one of alertmanager, argocd,
                    read jenkins x.json                     | tekton, kafka, cloudevent
                    read github x.json                      | PAYLOAD: "x.json" is no file that is there; name a file
                    read github src                         | PAYLOAD: "src" is a directory; name a file
                    read github x.json --header x-no-colon  | "x-no-colon" is no header; write 'NAME: VALUE'
                    read github x.json --header :value      | ":value" is no header
                    read github                             | PAYLOAD
                    read                                    | SENDER
                    """)
    void badInputIsNamed(String line, String said) {
        Ran ran = Ran.of(line.split(" +"));
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains(said);
    }

    @Test
    void helpSaysThatNoSignatureIsAskedFor() {
        assertThat(Ran.of("read", "--help").out())
                .contains("No signature", "alertmanager, argocd", "TIDEGATE_WEBHOOKS_");
    }

    @Test
    void exampleOfTheSendersPageIsItsOutput() throws IOException {
        // Given
        Markdown page = new Markdown(Files.readString(Path.of("src", "docs", "senders.md")));
        List<Ran> shown =
                page.blocks("bash").stream()
                        .flatMap(String::lines)
                        .filter(line -> line.startsWith("./tidegate read "))
                        .map(line -> Ran.of(arguments(line)))
                        .toList();
        // Then
        assertThat(shown).hasSize(2).allMatch(ran -> ran.exit() == 0);
        assertThat(page.blocks("text")).contains(shown.getFirst().said());
    }

    private static String[] arguments(String line) {
        return Pattern.compile("'([^']*)'|(\\S+)")
                .matcher(line.substring("./tidegate ".length()))
                .results()
                .map(found -> found.group().replace("'", ""))
                .toArray(String[]::new);
    }

    private Path payload(String text) throws IOException {
        return Files.writeString(folder.resolve("payload.json"), text);
    }
}
