package dev.tidegate.sandbox.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.sandbox.traffic.Access;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** TCP and TLS routes as a real Envoy takes them: a whole connection at a time. */
@NeedsEnvoy
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnvoyConnectionsTest {

    private Street street;

    @BeforeAll
    void open(@TempDir Path directory) {
        street = new Street(directory, Street.QUICK);
        street.connections("ledger", "v1", 9000);
        street.connections("ledger", "v2", 9000);
        street.connections("vault", "v1", 9443);
        street.connections("vault", "v2", 9443);
    }

    @AfterAll
    void close() {
        street.close();
    }

    @Test
    void weightsDivideConnectionsAndTheLogTellsThemWhenTheyEnd() throws IOException {
        street.show(ledger(50, 50));
        int before = street.seen();
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            try (Socket socket = connect()) {
                counts.merge(line(socket), 1, Integer::sum);
            }
        }
        assertThat(counts).containsOnlyKeys("v1", "v2");
        Access last = street.logged(before + 40);
        assertThat(last.split()).isEqualTo(Map.of("v1", 50.0, "v2", 50.0));
        assertThat(street.log.stream().skip(before).filter(a -> isOf(a, "v2")).count())
                .isEqualTo((long) counts.getOrDefault("v2", 0));
    }

    private static boolean isOf(Access access, String version) {
        return access.version().filter(version::equals).isPresent();
    }

    @Test
    void aChangeOfWeightsDrainsTheConnectionsThatAreOpen() throws IOException {
        street.show(ledger(100, 0));
        try (Socket socket = connect()) {
            assertThat(line(socket)).isEqualTo("v1");
            // When the weights change, then it is closed once the drain time is over
            street.show(ledger(0, 100));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket next = connect()) {
            assertThat(line(next)).isEqualTo("v2");
        }
    }

    @Test
    void aConnectionToASubsetWithoutPodsIsClosedAndFlagged() throws IOException {
        street.show(ledger(100, 0).replace("{version: v1}", "{version: v9}"));
        int before = street.seen();
        try (Socket socket = connect()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        Access access = street.logged(before + 1);
        assertThat(access.flags()).contains("UH");
        assertThat(access.failed()).isTrue();
    }

    @Test
    void tlsGoesByTheNameThatIsAskedFor() throws IOException {
        street.show(
                """
                - kind: VirtualService
                  metadata: {name: vault, namespace: bookinfo}
                  spec:
                    hosts: [vault]
                    tls:
                    - {match: [{port: 9443, sniHosts: [a.example.org]}], route: [{destination: {host: vault, subset: v1}}]}
                    - {match: [{port: 9443, sniHosts: [b.example.org]}], route: [{destination: {host: vault, subset: v2}}]}
                - kind: DestinationRule
                  metadata: {name: vault, namespace: bookinfo}
                  spec: {host: vault, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]}
                """);
        int before = street.seen();
        hello("b.example.org");
        assertThat(street.logged(before + 1).version()).contains("v2");
        hello("a.example.org");
        assertThat(street.logged(before + 2).version()).contains("v1");
    }

    /** Begins a handshake with a pod that knows no TLS: only which pod gets it counts. */
    private void hello(String name) throws IOException {
        street.asks();
        try (SSLSocket socket =
                (SSLSocket) SSLSocketFactory.getDefault().createSocket("127.0.0.1", street.tls)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            socket.setSoTimeout((int) Street.PATIENCE.toMillis());
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    private Socket connect() throws IOException {
        street.asks();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), street.tcp);
        socket.setSoTimeout((int) Street.PATIENCE.toMillis());
        return socket;
    }

    private static String line(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write('\n');
        out.flush();
        String line =
                String.valueOf(
                        new BufferedReader(
                                        new InputStreamReader(
                                                socket.getInputStream(), StandardCharsets.UTF_8))
                                .readLine());
        return line.split(":", 2)[0];
    }

    private static String ledger(int first, int second) {
        return """
        - kind: VirtualService
          metadata: {name: ledger, namespace: bookinfo}
          spec:
            hosts: [ledger]
            tcp: [{match: [{port: 9000}], route: [{destination: {host: ledger, subset: v1}, weight: %d}, {destination: {host: ledger, subset: v2}, weight: %d}]}]
        - kind: DestinationRule
          metadata: {name: ledger, namespace: bookinfo}
          spec: {host: ledger, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]}
        """
                .formatted(first, second);
    }
}
