package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

class NetTest {

    @Test
    void portsInARowAreFreeAndNobodyElseIsToldOfThem() {
        int first = Net.freePorts(7);
        int other = Net.freePorts(7);
        IntStream.range(first, first + 7).forEach(port -> Net.requireFree(port, "test"));
        assertThat(other)
                .satisfiesAnyOf(
                        o -> assertThat(o).isGreaterThanOrEqualTo(first + 7),
                        o -> assertThat(o).isLessThanOrEqualTo(first - 7));
    }

    @Test
    void portInUseIsPassedOver() throws IOException {
        int first = Net.freePort();
        try (ServerSocket taken =
                new ServerSocket(first + 3, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Net.requireFree(taken.getLocalPort(), "test"))
                    .isInstanceOf(Trouble.class)
                    .hasMessageContaining("port " + (first + 3) + ", which the test needs");
            int passed = Net.freePorts(5);
            assertThat(IntStream.range(passed, passed + 5)).doesNotContain(first + 3);
        }
    }
}
