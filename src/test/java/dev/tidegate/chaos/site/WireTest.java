package dev.tidegate.chaos.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

class WireTest {

    private final ServerSocket echoing = listening();
    private final Wire wire = new Wire(echoing.getLocalPort());

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void echo() {
        Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
        try {
            while (true) {
                Socket client = echoing.accept();
                Thread.ofVirtual().start(() -> echo(client));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // reset, as the test wants it
        }
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        echoing.close();
    }

    private Socket connected() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), wire.port());
    }

    private static int answer(Socket client, int sent) {
        try {
            client.getOutputStream().write(sent);
            return client.getInputStream().read();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void bytesAndTheEndOfThemPass() throws IOException {
        try (Socket client = connected()) {
            assertThat(answer(client, 'a')).isEqualTo('a');
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void cutWireResetsWhatIsOpenAndWhatIsNew() throws IOException {
        try (Socket client = connected()) {
            assertThat(answer(client, 'a')).isEqualTo('a');
            wire.cut();
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
        try (Socket client = connected()) {
            assertThatThrownBy(() -> answer(client, 'b')).hasCauseInstanceOf(SocketException.class);
        }
        wire.mend();
        try (Socket client = connected()) {
            assertThat(answer(client, 'c')).isEqualTo('c');
        }
    }

    @Test
    void silentWireHoldsBackWhatComesUntilItIsMended() throws IOException {
        try (Socket client = connected();
                Socket another = connected()) {
            assertThat(answer(client, 'a')).isEqualTo('a');
            wire.silence();
            CompletableFuture<Integer> held =
                    CompletableFuture.supplyAsync(() -> answer(client, 'b'));
            another.setSoTimeout(300);
            assertThatThrownBy(() -> answer(another, 'c')).hasMessageContaining("timed out");
            assertThat(held).isNotDone();
            wire.mend();
            await().atMost(Duration.ofMinutes(2)).until(held::isDone);
            assertThat(held.join()).isEqualTo('b');
        }
    }

    @Test
    void wireToNobodyIsReset() throws IOException {
        echoing.close();
        try (Socket client = connected()) {
            assertThatThrownBy(() -> answer(client, 'a')).hasCauseInstanceOf(SocketException.class);
        }
    }
}
