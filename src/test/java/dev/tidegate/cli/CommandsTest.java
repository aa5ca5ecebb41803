package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;

class CommandsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String line) {
        return Tidegate.run(
                new PrintWriter(out, true), new PrintWriter(err, true), line.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    promote reviews                                        | NAMESPACE/SERVICE
                    promote book_info/reviews                              | "book_info" is no DNS label
                    publish deploy-started bookinfo/reviews 1.4.2          | "1.4.2" is no DNS label
                    publish deploy-started bookinfo/reviews                | VERSION
                    publish alert bookinfo/reviews                         | --alert
                    publish alert bookinfo/reviews --alert A --resolved    | --starts-at
                    publish deploy-started bookinfo/reviews v2 --time soon | --time
                    watch bookinfo/reviews --timeout -5m                   | "-5m" is no time
                    watch bookinfo/reviews --timeout soon                  | "soon" is no time
                    rollback bookinfo/reviews --to 1.4                     | "1.4" is no DNS label
                    rollback reviews                                       | NAMESPACE/SERVICE
                    freeze                                                 | NAMESPACE
                    freeze book_info                                       | "book_info" is no DNS label
                    freeze bookinfo/reviews                                | "bookinfo/reviews" is no DNS label
                    unfreeze bookinfo --all                                | mutually exclusive
                    freeze --all --namespace-topics                        | --namespace-topics
                    rollouts --server nowhere                              | "nowhere" is no address
                    rollouts --token a\u0007b                              | --token
                    alerts bookinfo                                        | NAMESPACE/SERVICE
                    alerts bookinfo/reviews --server nowhere               | "nowhere" is no address
                    forget bookinfo/reviews                                | forget
                    rollouts --output xml                                  | "xml"
                    publish                                                | subcommand
                    publish alert bookinfo/reviews --alart A               | Unknown options: "--alart"
                    promote bookinfo/reviews --acter me                    | do you mean --actor
                    promote bookinfo/reviews --wait --no-wait              | --no-wait
                    watch --rolout reviews-1                               | do you mean --rollout
                    rollouts --server http://a^b                           | "http://a^b" is no address
                    """)
    void badInputIsNamed(String line, String said) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(err.toString().replace('\'', '"')).contains(said);
        // and nothing but it
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("tidegate: ")
                .doesNotContain("java.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "promote",
                "pause",
                "resume",
                "skip",
                "abort",
                "retry",
                "rollback",
                "publish",
                "watch",
                "preview",
                "read",
                "alerts"
            })
    void completionKnowsEachCommand(String command) {
        assertThat(run("completion")).isZero();
        assertThat(out.toString()).contains("_picocli_tidegate_" + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"completion", "watch", "publish alert", "promote"})
    void helpNamesTheCommandAsItIsGiven(String command) {
        assertThat(run(command + " --help")).isZero();
        assertThat(out.toString()).startsWith("Usage: tidegate " + command + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "promote --version"})
    void versionIsTold(String line) {
        assertThat(run(line)).isZero();
        assertThat(out.toString()).startsWith("tidegate ");
    }

    @Test
    void helpSaysWhatACommandDoes() {
        assertThat(run("abort --help")).isZero();
        assertThat(out.toString()).contains("Rolls back.").contains("--wait");
    }
}
