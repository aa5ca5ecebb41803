package dev.tidegate.sandbox.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.sandbox.traffic.Access;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

class EnvoyLogTest {

    private static final Map<Integer, String> VERSIONS = Map.of(30001, "v1", 30002, "v2");

    @Test
    void aRequestIsReadWithItsSharesAndItsVersion() {
        Access access =
                read(
                        """
                        {"start": "1764435600.250001", "flags": "-", "status": 200,
                         "cluster": "outbound|9080|v2|reviews.bookinfo.svc.cluster.local",
                         "host": "127.0.0.1:30002", "route": "primary", "split": "v1=75.0;v2=25.0"}
                        """);
        assertThat(access)
                .isEqualTo(
                        new Access(
                                Instant.parse("2025-11-29T17:00:00.250001Z"),
                                "primary",
                                Map.of("v1", 75.0, "v2", 25.0),
                                Optional.of("v2"),
                                Optional.of("v2"),
                                "",
                                200));
        assertThat(access.failed()).isFalse();
    }

    @Test
    void aRequestWithoutAClusterHasNoVersion() {
        Access access =
                read(
                        """
                        {"start": "1764435600.000000", "flags": "NC", "status": 503, "cluster": "-",
                         "host": "-", "route": "primary", "split": "v3=100.0"}
                        """);
        assertThat(access.version()).isEmpty();
        assertThat(access.destination()).isEmpty();
        assertThat(access.flags()).isEqualTo("NC");
        assertThat(access.failed()).isTrue();
    }

    @Test
    void whatIsMissingIsNothing() {
        Access access =
                read(
                        """
                        {"start": "1764435600.000000", "flags": "NR", "status": 404, "cluster": null,
                         "host": null, "route": null, "split": null}
                        """);
        assertThat(access.version()).isEmpty();
        assertThat(access.route()).isEmpty();
        assertThat(access.split()).isEmpty();
    }

    @Test
    void aDestinationWithoutSubsetIsCalledByItsHostAndAnUnknownPodHasNoVersion() {
        Access access =
                read(
                        """
                        {"start": "1764435600.000000", "flags": "-", "status": 200,
                         "cluster": "outbound|9080||ratings.bookinfo.svc.cluster.local",
                         "host": "127.0.0.1:4", "route": "default", "split": "ratings=100.0"}
                        """);
        assertThat(access.destination()).contains("ratings");
        assertThat(access.version()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.example.org"})
    void aConnectionTellsItsRouteAndSharesByTheNameOfItsChain(String sni) {
        Access access =
                read(
                        """
                        {"start": "1764435600.000000", "flags": "-", "status": "0",
                         "cluster": "outbound|9000|v1|ledger.bookinfo.svc.cluster.local",
                         "host": "127.0.0.1:30001", "route": "%s#v1=90.0;v2=10.0"}
                        """
                                .formatted(sni));
        assertThat(access.route()).isEqualTo(sni);
        assertThat(access.split()).isEqualTo(Map.of("v1", 90.0, "v2", 10.0));
        assertThat(access.status()).isZero();
        assertThat(access.failed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[2026-11-29][info] starting", "{}", "[]", "{\"start\": \"-\"}"})
    void aLineThatIsNoneIsRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(line));
    }

    private static Access read(String line) {
        return EnvoyLog.read(line, VERSIONS);
    }
}
