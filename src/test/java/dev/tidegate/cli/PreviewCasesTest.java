package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.tidegate.cases.Case;
import dev.tidegate.cases.Outcome;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The cases whose right answer a preview shows. */
class PreviewCasesTest {

    @TempDir Path folder = Path.of("");

    static List<Case> cases() {
        return Case.by("preview");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void previewSaysWhatIsRight(Case each) throws Throwable {
        each.check(
                () ->
                        assertThat(each.rights())
                                .anySatisfy(right -> outcome(each, right).assertIs(right)));
        if (each.today().isPresent()) {
            outcome(each, each.right()).assertIs(each.today().get());
        }
    }

    /** Runs the preview of the case with the {@code options} of one of its answers. */
    private Outcome outcome(Case each, Map<String, Object> answer) throws IOException {
        List<String> args = args(each);
        args.addAll(Case.list(answer, "options"));
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        int exit = Tidegate.run(writer, writer, args.toArray(String[]::new));
        return new Outcome(List.of(exit), text.toString());
    }

    private List<String> args(Case each) throws IOException {
        Map<String, Object> rollout =
                new Yaml().load(Files.readString(each.folder().resolve("rollout.yaml")));
        List<String> args = new ArrayList<>(List.of("preview", policy(rollout).toString()));
        args.addAll(List.of("--canary", text(rollout, "canary", "v2")));
        args.addAll(List.of("--stable", text(rollout, "stable", "v1")));
        for (String name : each.files("in-").keySet()) {
            args.addAll(List.of("--objects", each.folder().resolve(name).toString()));
        }
        return args;
    }

    private Path policy(Map<String, Object> rollout) throws IOException {
        return Files.writeString(folder.resolve("policy.yaml"), policyText(rollout));
    }

    private static String policyText(Map<String, Object> rollout) throws JsonProcessingException {
        return """
        kind: RolloutPolicy
        metadata: {name: reviews, namespace: bookinfo}
        spec:
          route: %s
          steps: %s
        """
                .formatted(
                        new JsonMapper().writeValueAsString(rollout.get("routing")),
                        text(rollout, "steps", "[{weight: 5}, {weight: 100}]"));
    }

    private static String text(Map<String, Object> rollout, String field, String absent) {
        return rollout.getOrDefault(field, absent).toString();
    }
}
