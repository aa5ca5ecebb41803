package dev.tidegate.cli;

import dev.tidegate.messages.Collection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What the command line says to whoever gives it something wrong; all of standard error. */
class CommandLineMessagesTest {

    /** Nobody listens there. */
    private static final String NOBODY = "http://127.0.0.1:1";

    private static final String COMMANDS =
            """
            swim
            simulate
            simulate none.yaml
            simulate FOLDER
            simulate FOLDER/policy.yaml --requests many
            simulate FOLDER/policy.yaml --requests 0
            simulate FOLDER/policy.yaml --seed 1.5
            simulate FOLDER/policy.yaml --strategy fastest
            simulate FOLDER/policy.yaml --svg FOLDER/none/x.svg
            simulate FOLDER/broken.yaml
            simulate FOLDER/binary.yaml
            simulate FOLDER/policy.yaml --evidence --rps 100 --errors 0.1%
            simulate FOLDER/policy.yaml --rps 100
            simulate FOLDER/evidence.yaml --evidence --rps 100
            simulate FOLDER/evidence.yaml --evidence --rps 0 --errors 0.1%
            simulate FOLDER/evidence.yaml --evidence --rps 100 --errors 100%
            simulate FOLDER/evidence.yaml --evidence --rps 100 --errors 0.1
            simulate FOLDER/evidence.yaml --evidence --rps 100 --errors 0.1% --runs 0
            replay
            replay FOLDER/none.jsonl
            replay FOLDER/broken.json
            replay FOLDER/empty.jsonl
            replay FOLDER/empty.jsonl --service bookinfo/reviews
            replay FOLDER/empty.jsonl --policy FOLDER/policy.yaml
            replay FOLDER/empty.jsonl --record FOLDER/other.jsonl
            replay FOLDER/empty.jsonl --picture FOLDER/x.svg
            preview FOLDER/policy.yaml --canary v2
            preview FOLDER/policy.yaml --canary v2 --objects FOLDER/none.yaml
            preview FOLDER/policy.yaml --canary v2 --objects FOLDER/broken.yaml
            read github FOLDER/none.json
            read github FOLDER/broken.json
            read nobody FOLDER/broken.json
            publish deploy-started reviews v2
            publish deploy-started bookinfo/reviews
            publish deploy-started bookinfo/Reviews v2 --server NOBODY
            publish deploy-started bookinfo/reviews v2 --server NOBODY --retry-for 1ms
            publish deploy-started bookinfo/reviews v2 --server NOBODY --retry-for PT12S
            publish deploy-started bookinfo/reviews v2 --server NOBODY --retry-for -5s
            publish deploy-started bookinfo/reviews v2 --server :a
            publish deploy-started bookinfo/reviews v2 --server 127.0.0.1
            publish deploy-started bookinfo/reviews v2 --server http://[::1
            publish deploy-started bookinfo/reviews v2 --server NOBODY --time yesterday
            publish deploy-started bookinfo/reviews v2 --kafka-config FOLDER/none
            publish deploy-started bookinfo/reviews v2 --kafka-config FOLDER/binary.yaml
            publish deploy-started bookinfo/reviews v2 --kafka-config FOLDER/away.properties --no-wait --retry-for 3s
            publish deploy-started bookinfo/reviews v2 --kafka-config FOLDER/away.properties --retry-for 3s
            publish deploy-started bookinfo/reviews v2 --kafka-config FOLDER/wrong.properties
            publish deploy-started bookinfo/reviews v2 --kafka-config FOLDER/nowhere.properties
            publish alert bookinfo/reviews --alert A --starts-at now
            rollouts bookinfo --server NOBODY
            rollouts bookinfo/reviews-1 --server NOBODY
            rollouts bookinfo/reviews-1 --server NOBODY --output xml
            alerts bookinfo/reviews --server NOBODY
            rollback bookinfo/reviews --server NOBODY --retry-for 1s
            rollback bookinfo/reviews --to v1.4 --server NOBODY
            promote bookinfo/reviews/1 --server NOBODY
            promote bookinfo/reviews --server NOBODY --retry-for 1s
            promote bookinfo/reviews --server NOBODY --retry-for 1s --no-wait
            promote bookinfo/reviews --server NOBODY --wait --no-wait
            --help
            --version
            promote --help
            promote --version
            publish
            """;

    @Test
    void whatIsWrongIsNamedWithWhatWouldBeRight(@TempDir Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        files.put(
                "policy.yaml",
                """
                kind: RolloutPolicy
                metadata: {name: reviews, namespace: bookinfo}
                spec:
                  route: {virtualServices: [{name: reviews}], destinationRule: reviews}
                  steps: [{weight: 5, hold: 1m}]
                """);
        files.put("evidence.yaml", files.get("policy.yaml") + "  analysis: {}\n");
        files.put("empty.jsonl", "");
        String soon = "max.block.ms=200\ndefault.api.timeout.ms=200\nrequest.timeout.ms=100\n";
        files.put("away.properties", "bootstrap.servers=127.0.0.1:1\n" + soon);
        files.put("wrong.properties", "bootstrap.servers=127.0.0.1:1\nsecurity.protocol=TLS\n");
        files.put("nowhere.properties", "bootstrap.servers=nowhere.invalid:1\n");
        files.put("broken.yaml", "kind: [\n  x");
        files.put("broken.json", "{\"a\": 1,}");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xc3, 0x28, '\\', 'u', 'x'});
        Collection collected = new Collection();
        for (String line : COMMANDS.lines().toList()) {
            String[] words =
                    Arrays.stream(line.split(" ", -1))
                            .map(
                                    w ->
                                            w.replace("FOLDER", folder.toString())
                                                    .replace("NOBODY", NOBODY))
                            .toArray(String[]::new);
            Ran ran = Ran.of(words);
            String said = ran.err().isBlank() ? ran.out() : ran.err();
            collected.add(
                    line + " (exit code " + ran.exit() + ")",
                    (ran.err().isBlank() ? first(said) : said)
                            .replace(folder.toString(), "FOLDER")
                            .replace(NOBODY, "NOBODY"));
        }
        collected.check("command-line");
    }

    /** Of what is asked for, such as the usage, only how it begins. */
    private static String first(String said) {
        return said.lines().findFirst().orElse("");
    }
}
