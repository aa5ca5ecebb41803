package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code ./tidegate} says without a build. */
class LauncherTest {

    private static String says(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "./tidegate"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // what would build or run something fails at once
        builder.environment().put("JAVA_HOME", "/nowhere");
        builder.environment().put("HOME", "/nowhere");
        Process launcher = builder.start();
        String said = new String(launcher.getInputStream().readAllBytes(), UTF_8);
        assertThat(launcher.waitFor()).as(said).isZero();
        return said;
    }

    @ParameterizedTest
    @CsvSource({
        "sandbox --help, sandbox, --keep",
        "sandbox --keep -h, sandbox, --port-base",
        "bench --help, bench, --rollbacks",
        "bench --evidence --help, bench, --rows",
        "fuzz --help, fuzz, --seeds",
        "chaos --help, chaos, --releases",
        "bench --storm --help, bench, --storm"
    })
    void helpOfOneCommandSaysItsOptionsAlone(String line, String command, String option)
            throws IOException, InterruptedException {
        assertThat(says(line.split(" ")))
                .startsWith("Usage: ./tidegate " + command + " [OPTION...]\n")
                .contains("  " + option)
                .doesNotContain("simulate");
    }

    @Test
    void everyOptionOfTheSandboxAndTheBenchmarkIsInTheHelp()
            throws IOException, InterruptedException {
        String help = says("help");
        Path environment = Path.of("src", "sandbox", "java", "dev", "tidegate");
        for (String file :
                List.of(
                        "sandbox/SandboxOptions",
                        "sandbox/BenchOptions",
                        "sandbox/StormBench",
                        "sandbox/ClientBench",
                        "sandbox/StartBench",
                        "sandbox/evidence/EvidenceOptions",
                        "chaos/ChaosOptions")) {
            String source = Files.readString(environment.resolve(file + ".java"));
            List<String> options =
                    java.util.regex.Pattern.compile("\"(--[a-z-]+)\"")
                            .matcher(source)
                            .results()
                            .map(found -> found.group(1))
                            .toList();
            assertThat(options).isNotEmpty().allSatisfy(o -> assertThat(help).contains(o));
        }
    }
}
