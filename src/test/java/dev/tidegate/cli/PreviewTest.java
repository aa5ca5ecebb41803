package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.quality.Markdown;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

class PreviewTest {

    private static final Path ROOT = Path.of("src", "test", "resources", "preview");
    private static final Path PAGE = Path.of("src", "docs", "preview.md");
    private static final String ROUTES =
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews}
            spec:
              hosts: [reviews]
              http: [{name: primary, route: [{destination: {host: reviews, subset: v1}}]}]
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: reviews}
            spec: {host: reviews, subsets: [{name: v1, labels: {version: v1}}]}
            """;

    @TempDir Path folder = Path.of("");

    static Stream<String> examples() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void printsWhatTheExampleShows(String name) throws IOException {
        Path example = ROOT.resolve(name);
        String printed = Transcript.in(example).run();
        if (Boolean.getBoolean("preview.write")) {
            Files.writeString(example.resolve("out.txt"), printed);
        }
        assertThat(printed).isEqualTo(Files.readString(example.resolve("out.txt")));
    }

    @Test
    void thePageShowsWhatIsPrinted() throws IOException {
        // Given the files of the page
        Markdown page = new Markdown(Files.readString(PAGE));
        Files.writeString(folder.resolve("policy.yaml"), page.blocks("yaml").get(0));
        Files.writeString(folder.resolve("objects.yaml"), page.blocks("yaml").get(1));
        // When its command is run
        String example = page.blocks("text").getFirst();
        Files.writeString(folder.resolve("out.txt"), example);
        String printed = Transcript.in(folder).run();
        // Then
        if (Boolean.getBoolean("preview.write")) {
            Files.writeString(PAGE, page.text().replace(example, printed));
        }
        assertThat(printed).isEqualTo(new Markdown(Files.readString(PAGE)).blocks("text").get(0));
    }

    @Test
    void standardInputIsReadAsAFile() throws IOException {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(ROUTES.getBytes(StandardCharsets.UTF_8)));
            assertThat(run(0, "--canary", "v2", "--objects", "-"))
                    .contains("gate   open, stable v1", "weight: 95");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void anchorsAreFollowed() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("in.yaml"),
                        ROUTES.replace(
                                "subsets: [{name: v1, labels: {version: v1}}]",
                                "subsets: [{name: v1, labels: &v1 {version: v1}}, {name: v1b,"
                                        + " labels: *v1}]"));
        assertThat(run(0, "--canary", "v2", "--objects", file.toString()))
                .contains("   - name: v1b\n     labels:\n       version: v1\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    kind: [                                     | no YAML: cannot be read as YAML from here on; check brackets, quotes and indentation
                    a: 1\\na: 2                                 | line 2, column 1: no YAML: this key stands twice; give it once
                    a:\\n\\tb: 1                                 | line 2, column 1: no YAML: a tab stands where only blanks may
                    {\\n\\t"kind": "Secret",\\n}                  | line 3, column 1: cannot be read as JSON from here on; check brackets, quotes, commas
                    {"kind": "Secret", "kind": "Secret"}        | line 1, column 20: no YAML: this key stands twice
                    a: !!int b                                  | a tag that does not fit its value
                    a: !b c                                     | line 1, column 4: no YAML: a tag or a reference
                    a: "\\7"                                    | no YAML: the character U+0007 may not stand in it; take it out
                    a: &a [*a]                                  | more than 2000000 values, or 100 levels
                    metadata: {name: reviews}                   | document 1: kind: is missing; write for example kind: VirtualService
                    just a word                                 | document 1: kind: is missing
                    kind: [VirtualService]                      | document 1: kind: "[VirtualService]" is no name
                    kind: VirtualService                        | document 1: apiVersion: is missing; write for example apiVersion: networking.istio.io/v1
                    kind: VirtualService\\napiVersion: networking.istio.io/v1 | document 1: metadata.name: is missing; write for example name: reviews
                    kind: List\\nitems: [{kind: Secret}, {apiVersion: apps/v1, kind: Deployment, metadata: {name: 7}}] | document 1, items[1]: metadata.name: "7" is no name
                    kind: Deployment\\napiVersion: apps/v1\\nmetadata: {name: x, namespace: []} | metadata.namespace: "[]" is no name
                    """)
    void objectsThatAreNoneAreNamed(String text, String said) throws IOException {
        Path file = Files.writeString(folder.resolve("in.yaml"), text.translateEscapes());
        assertThat(run(2, "--canary", "v2", "--objects", file.toString()))
                .contains("in.yaml", said)
                .doesNotContain("found ", "expected ", "Exception");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    VirtualService  | metadata: {name: a, annotations: [a]}      | metadata.annotations: [a] is no object; write for example {team: books}
                    VirtualService  | metadata: {name: a, labels: {a: 1}}        | metadata.labels[a]: 1 is no text; write for example "1"
                    VirtualService  | spec: 5                                    | spec: 5 is no object; write for example {hosts: [reviews]}
                    VirtualService  | spec: {http: {}}                           | spec.http: {} is no list
                    VirtualService  | spec: {http: [5]}                          | spec.http[0]: 5 is no object; write for example {route: [
                    VirtualService  | spec: {http: [null]}                       | spec.http[0]: null is no object
                    VirtualService  | spec: {tls: [{match: [a]}]}                | spec.tls[0].match[0]: "a" is no object
                    VirtualService  | spec: {tcp: [{route: a}]}                  | spec.tcp[0].route: "a" is no list
                    VirtualService  | spec: {http: [{route: [{}, {weight: a}]}]} | spec.http[0].route[1].weight: "a" is no whole number; write for example 5
                    VirtualService  | spec: {http: [{route: [{weight: 0.5}]}]}   | spec.http[0].route[0].weight: 0.5 is no whole number
                    VirtualService  | spec: {http: [{route: [{destination: a}]}]} | spec.http[0].route[0].destination: "a" is no object; write for example {host: reviews, subset: v1}
                    VirtualService  | spec: {http: [{route: [{destination: {host: [a]}}]}]} | spec.http[0].route[0].destination.host: [a] is no text; write for example "reviews"
                    DestinationRule | spec: {subsets: {name: v1}}                | spec.subsets: {name=v1} is no list
                    DestinationRule | spec: {subsets: [{name: 1}]}               | spec.subsets[0].name: 1 is no text; write for example "1"
                    DestinationRule | spec: {subsets: [{labels: v1}]}            | spec.subsets[0].labels: "v1" is no object
                    DestinationRule | apiVersion: v1                             | apiVersion: "v1" is none of a DestinationRule; write networking.istio.io/v1 or networking.istio.io/v1beta1 or networking.istio.io/v1alpha3
                    Deployment      | apiVersion: apps/v1beta1                   | apiVersion: "apps/v1beta1" is none of a Deployment; write apps/v1
                    """)
    void fieldsOfAnotherTypeAreNamed(String kind, String field, String said) throws IOException {
        String api = kind.equals("Deployment") ? "apps/v1" : "networking.istio.io/v1";
        StringBuilder text = new StringBuilder("kind: " + kind + "\n" + field + "\n");
        if (!field.startsWith("apiVersion")) {
            text.append("apiVersion: ").append(api).append('\n');
        }
        if (!field.startsWith("metadata")) {
            text.append("metadata: {name: a}\n");
        }
        Path file = Files.writeString(folder.resolve("in.yaml"), text);
        assertThat(run(2, "--canary", "v2", "--objects", file.toString()))
                .contains("in.yaml, document 1: " + said);
    }

    @Test
    void jsonMayBeIndentedByTabsAndFollowJson() throws IOException {
        String json =
                """
                {
                \t"kind": "Secret"
                }
                {
                \t"kind": "VirtualService",
                \t"apiVersion": "v1"
                }
                """;
        Path file = Files.writeString(folder.resolve("in.json"), json);
        assertThat(run(2, "--canary", "v2", "--objects", file.toString()))
                .contains("in.json, document 2: apiVersion: \"v1\" is none of a VirtualService");
    }

    @Test
    void filesWithoutAnObjectThatCountsAreTold() throws IOException {
        Path file = Files.writeString(folder.resolve("in.yaml"), "");
        assertThat(run(1, "--canary", "v2", "--objects", file.toString()))
                .contains("found  no VirtualService, DestinationRule or Deployment");
    }

    @Test
    void stepWithoutAHoldSaysNothingOfOne() throws IOException {
        Path file = Files.writeString(folder.resolve("in.yaml"), ROUTES);
        assertThat(run(0, "--canary", "v2", "--objects", file.toString()))
                .contains("\nstep 1/2: 5 %\n")
                .doesNotContain(" 0s");
    }

    @Test
    void theSameObjectTwiceIsNamedWithBothPlaces() throws IOException {
        Path one = Files.writeString(folder.resolve("one.yaml"), ROUTES);
        Path two =
                Files.writeString(
                        folder.resolve("two.yaml"),
                        ROUTES.replace("name: reviews}", "name: reviews, namespace: bookinfo}"));
        assertThat(run(2, "--canary", "v2", "--objects", one.toString(), two.toString()))
                .contains("two.yaml, document 1: VirtualService bookinfo/reviews stands in ")
                .contains("one.yaml, document 1 already; give it once");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --canary 1.4.2 --objects FILE            | --canary: "1.4.2" is no DNS label; use 1 to 63 of
                    --canary v2 --stable V1 --objects FILE   | --stable: "V1" is no DNS label
                    --canary v1 --objects FILE               | --canary: v1 carries the traffic already; name another version
                    --canary v2 --objects FILE --skip-gates  | Unknown option: '--skip-gates'
                    --canary v2                              | --objects, --cluster: give one of the two
                    --canary v2 --cluster --objects FILE     | --objects, --cluster: give one of the two
                    --objects FILE                           | '--canary=VERSION'
                    --canary v2 --objects FILE no.yaml       | no.yaml: there is no such file; name a file with objects
                    --canary v2 --objects FOLDER             | it is a folder; name a file with objects
                    """)
    void wrongOptionsAreNamed(String line, String said) throws IOException {
        Path file = Files.writeString(folder.resolve("in.yaml"), ROUTES);
        String[] args =
                line.replace("FILE", file.toString())
                        .replace("FOLDER", folder.toString())
                        .split(" ");
        assertThat(run(2, args)).contains(said);
    }

    @Test
    void rubbishIsRefusedAndNotPrinted() throws IOException {
        byte[] bytes = new byte[2 << 20];
        Arrays.fill(bytes, (byte) 0xfe);
        Path binary = Files.write(folder.resolve("binary.yaml"), bytes);
        Path word = Files.writeString(folder.resolve("word.yaml"), "x".repeat(2 << 20));
        Path large = Files.writeString(folder.resolve("large.yaml"), "#".repeat((16 << 20) + 1));
        assertThat(run(2, "--canary", "v2", "--objects", binary.toString()))
                .contains("binary.yaml: is no text in UTF-8")
                .hasSizeLessThan(500);
        assertThat(run(2, "--canary", "v2", "--objects", word.toString()))
                .contains("word.yaml, document 1: kind: is missing")
                .hasSizeLessThan(500);
        assertThat(run(2, "--canary", "v2", "--objects", large.toString()))
                .contains("large.yaml: has more than 16 MiB; give less");
    }

    @Test
    void aPolicyThatIsNoneIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("in.yaml"), ROUTES);
        String[] args = {"preview", file.toString(), "--canary", "v2", "--objects", "-"};
        assertThat(ran(2, args)).contains("in.yaml: 0 documents of kind RolloutPolicy");
        args[1] = folder.toString();
        assertThat(ran(2, args)).contains("it is a folder; name a file with a RolloutPolicy");
        args[1] = folder.resolve("none.yaml").toString();
        assertThat(ran(2, args)).contains("none.yaml: there is no such file");
        args[1] = policy("[{weight: 0}]").toString();
        assertThat(ran(2, args)).contains("policy.yaml: steps[0].weight: 0 is no step");
    }

    private Path policy(String steps) throws IOException {
        return Files.writeString(
                folder.resolve("policy.yaml"),
                """
                kind: RolloutPolicy
                metadata: {name: reviews, namespace: bookinfo}
                spec:
                  route: {virtualServices: [{name: reviews, http: [primary]}], destinationRule: reviews}
                  steps: %s
                """
                        .formatted(steps));
    }

    private String run(int exit, String... args) throws IOException {
        return ran(
                exit,
                Stream.concat(
                                List.of("preview", policy("[{weight: 5}]").toString()).stream(),
                                Stream.of(args))
                        .toArray(String[]::new));
    }

    private static String ran(int exit, String... args) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        int code = Tidegate.run(writer, writer, args);
        assertThat(code).as(text.toString()).isEqualTo(exit);
        return text.toString();
    }
}
