package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class RunningSandboxTest {

    @TempDir private Path folder = Path.of("");
    private ServerSocket server = unbound();

    private static ServerSocket unbound() {
        try {
            return new ServerSocket();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        System.setProperty(RunningSandbox.FOLDER, folder.toString());
    }

    @AfterEach
    void close() throws IOException {
        System.clearProperty(RunningSandbox.FOLDER);
        server.close();
    }

    private String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void left(String name, long pid, String began, String reach) throws IOException {
        Files.writeString(
                folder.resolve(name),
                "pid=%d\nbegan=%s\n%s\n".formatted(pid, began.replace(":", "\\:"), reach));
    }

    private static ProcessHandle self() {
        return ProcessHandle.current();
    }

    private static String began() {
        return self().info().startInstant().orElseThrow().toString();
    }

    @Test
    void sandboxThatIsUpIsFound() throws IOException {
        left("a.properties", self().pid(), began(), "server=" + address());
        assertThat(RunningSandbox.find())
                .hasValueSatisfying(found -> assertThat(found.where()).isEqualTo(address()));
    }

    @Test
    void sandboxOfFunctionsIsFoundByItsKafka() throws IOException {
        String kafka = "localhost:" + server.getLocalPort();
        left("a.properties", self().pid(), began(), "bootstrap.servers=" + kafka);
        assertThat(RunningSandbox.find())
                .hasValueSatisfying(
                        found -> {
                            assertThat(found.server()).isEmpty();
                            assertThat(found.where()).isEqualTo(kafka);
                        });
    }

    @Test
    void fileThatAKilledSandboxLeftMisleadsNobody() throws IOException, InterruptedException {
        // Given a process that has ended
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        left("ended.properties", ended.pid(), began(), "server=" + address());
        // and one that began later, with the number of a sandbox
        left("other.properties", self().pid(), "2020-01-31T12:00:00Z", "server=" + address());
        // and a file that is none of a sandbox
        Files.writeString(folder.resolve("note"), "pid=\\u00zz");
        assertThat(RunningSandbox.find()).isEmpty();
    }

    @Test
    void sandboxThatDoesNotListenYetIsNotFound() throws IOException {
        left("a.properties", self().pid(), began(), "server=" + address());
        server.close();
        assertThat(RunningSandbox.find()).isEmpty();
    }

    @Test
    void ofSeveralOneHasToBeChosen() throws IOException {
        left("a.properties", self().pid(), began(), "server=" + address());
        left("b.properties", self().pid(), began(), "server=" + address());
        assertThatThrownBy(RunningSandbox::find)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--server: 2 sandboxes run here, at " + address());
    }

    @Test
    void withoutAFolderThereIsNone() {
        System.clearProperty(RunningSandbox.FOLDER);
        assertThat(RunningSandbox.find()).isEmpty();
    }
}
