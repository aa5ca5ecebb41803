package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.sandbox.envoy.Istiod;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

class ArgumentsTest {

    @Test
    void withoutOptionsTheSandboxPlaysAndEnds() {
        assertThat(SandboxOptions.of())
                .isEqualTo(new SandboxOptions(false, 19092, 4, false, false, Optional.empty()));
    }

    @Test
    void optionsAreTakenInAnyOrder() {
        SandboxOptions options =
                SandboxOptions.of(
                        "--hold", "2", "--shape", "functions", "--keep", "--port-base", "20000");

        assertThat(options)
                .isEqualTo(new SandboxOptions(true, 20000, 2, true, false, Optional.empty()));
    }

    @Test
    void aRealEnvoyHasIstiodsTimesUnlessOthersAreAskedFor() {
        assertThat(SandboxOptions.of("--mesh", "envoy").envoy()).contains(Istiod.DEFAULT);
        SandboxOptions options =
                SandboxOptions.of("--mesh", "envoy", "--debounce", "250", "--debounce-max", "2000");
        assertThat(options.envoy())
                .hasValueSatisfying(
                        istiod -> {
                            assertThat(istiod.quiet()).isEqualTo(Duration.ofMillis(250));
                            assertThat(istiod.most()).isEqualTo(Duration.ofSeconds(2));
                        });
    }

    @Test
    void aBoundBelowTheDebounceIsRefused() {
        assertThatThrownBy(() -> SandboxOptions.of("--mesh", "envoy", "--debounce-max", "50"))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("--debounce-max: 50 is less than --debounce, 100");
    }

    @Test
    void aNumberOutOfRangeIsRefusedWithTheRange() {
        assertThatThrownBy(() -> SandboxOptions.of("--port-base", "80"))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("--port-base: \"80\" is out of range; use 1024 to 65000");
    }

    @Test
    void anUnknownShapeIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> SandboxOptions.of("--shape", "round"))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("--shape: \"round\" is none of all-in-one, functions");
    }

    @Test
    void anUnknownOptionIsRefusedByItsName() {
        assertThatThrownBy(() -> SandboxOptions.of("--verbose"))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("--verbose: unknown option");
    }
}
