package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

class SandboxTest {

    @Test
    void sandboxOnPortsThatAreInUseSaysSoAndLeavesTheOtherOnesFilesAlone() throws IOException {
        // Given another sandbox that is up, and works in its directory
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();
            Path directory = Files.createDirectories(Path.of("target", "sandbox-" + port));
            Path record = Files.writeString(directory.resolve("record"), "of the other");
            SandboxOptions options = SandboxOptions.of("--port-base", Integer.toString(port));
            // When one more is started, then it says which port is in use, and nothing is gone
            assertThatThrownBy(() -> Sandbox.run(options, new Console(System.out, false)))
                    .isInstanceOf(Trouble.class)
                    .hasMessageContaining("port " + port + ", which the Kafka broker needs");
            assertThat(record).hasContent("of the other");
            Files.delete(record);
            Files.delete(directory);
        }
    }
}
