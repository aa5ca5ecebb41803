package dev.tidegate.adapter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of records, whatever they are. */
class AccessLogTest {

    private static final Logged GOOD = Logged.to("v2");

    private final Receiving receiving = new Receiving();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "duration         ; 1            ; counted",
                "response_code    ; 500          ; counted",
                // of nobody's release, or not on its way to a service
                "upstream_cluster ; outbound|9080|v1|ratings.bookinfo.svc.cluster.local ; passed",
                "upstream_cluster ; inbound|9080|| ; passed",
                "upstream_cluster ; PassthroughCluster ; passed",
                "upstream_cluster ; -            ; passed",
                // a copy
                "authority        ; reviews-shadow:9080 ; passed",
                "response_code    ; many         ; unreadable",
                "pod              ; a\u202eb     ; unreadable"
            })
    void eachRecordIsOneOfFew(String label, String value, String result) {
        receiving.take(1, GOOD.with(label, value));
        assertThat(receiving.records(result)).isEqualTo(1);
        assertThat(receiving.after(1_000)).hasSize(result.equals("counted") ? 2 : 0);
    }

    @Test
    void aFailureWithoutAClusterNamesNoVersion() {
        receiving.take(
                1,
                GOOD.with("upstream_cluster", "-")
                        .with("response_code", "503")
                        .with("response_flags", "NC"));
        assertThat(receiving.records("versionless")).isEqualTo(1);
    }

    @Test
    void aNameThatIsTooLongIsUnreadable() {
        receiving.take(1, GOOD.with("route_name", "r".repeat(201)));
        receiving.take(1, GOOD.with("pod", "p".repeat(201)));
        receiving.take(1, GOOD.with("pod", "p".repeat(200)));
        assertThat(receiving.records("unreadable")).isEqualTo(2);
        assertThat(receiving.records("counted")).isEqualTo(1);
    }

    @Test
    void whoeverHasNoPolicyAnyMoreIsNotCountedAnyMore() {
        // Given
        receiving.take(1, GOOD);
        receiving.judged.clear();
        // When the policies are read again
        assertThat(receiving.after(1_000)).hasSize(2);
        // Then
        receiving.take(1, GOOD);
        assertThat(receiving.records("passed")).isEqualTo(1);
    }

    @Test
    void versionsBeyondAllReasonHaveNoRoom() {
        for (int i = 0; i < 17; i++) {
            receiving.take(1, Logged.to("v" + i));
        }
        assertThat(receiving.records("counted")).isEqualTo(16);
        assertThat(receiving.records("crowded")).isEqualTo(1);
    }

    @Test
    void proxiesBeyondAllReasonHaveNoRoomAndThoseThatAreKnownCountOn() {
        for (int i = 0; i < Counters.MOST + 10; i++) {
            receiving.take(1, GOOD.with("pod", "p" + i));
        }
        receiving.take(5, GOOD.with("pod", "p0"));
        assertThat(receiving.counters.size()).isEqualTo(Counters.MOST);
        assertThat(receiving.records("crowded")).isEqualTo(10);
        assertThat(receiving.records("counted")).isEqualTo(Counters.MOST + 5);
    }
}
