package dev.tidegate.sandbox.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** Whose connections a port carries that several Services have. */
class DialledServiceTest {

    private static final String SERVICES =
            """
            {kind: Service, metadata: {name: ledger, namespace: bookinfo},
             spec: {selector: {app: ledger}, ports: [{name: tcp, port: 9000}]}}
            ---
            {kind: Service, metadata: {name: ledger-next, namespace: bookinfo},
             spec: {selector: {app: next}, ports: [{name: tcp, port: 9000}]}}
            """;

    @Test
    void theOneThatTheCallersDialHasThePort() {
        assertThat(listeners(Translation.CALLERS.dialling("ledger")))
                .contains("outbound|9000||ledger.bookinfo.svc.cluster.local")
                .doesNotContain("ledger-next");
        assertThat(listeners(Translation.CALLERS.dialling("ledger-next")))
                .contains("outbound|9000||ledger-next.bookinfo.svc.cluster.local");
    }

    @Test
    void bothAreRefusedWhenNobodySaysWhichOneIsMeant() {
        for (Proxy callers :
                new Proxy[] {Translation.CALLERS, Translation.CALLERS.dialling("other")}) {
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(() -> listeners(callers))
                    .withMessageContaining("port 9000")
                    .withMessageContaining("ledger-next")
                    .withMessageContaining("give each a port of its own");
        }
    }

    private static String listeners(Proxy callers) {
        return new Translation(Translation.objects(SERVICES), callers)
                .snapshot()
                .listeners()
                .toString();
    }
}
