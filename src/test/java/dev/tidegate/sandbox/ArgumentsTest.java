package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void withoutOptionsTheSandboxPlaysAndEnds() {
        assertThat(SandboxOptions.of()).isEqualTo(new SandboxOptions(false, 19092, 4, false));
    }

    @Test
    void optionsAreTakenInAnyOrder() {
        SandboxOptions options =
                SandboxOptions.of(
                        "--hold", "2", "--shape", "functions", "--keep", "--port-base", "20000");

        assertThat(options).isEqualTo(new SandboxOptions(true, 20000, 2, true));
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
