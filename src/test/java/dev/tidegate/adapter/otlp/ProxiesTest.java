package dev.tidegate.adapter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class ProxiesTest {

    @ParameterizedTest
    @CsvSource({
        "node_name, sidecar~10.1.2.3~page-v1-x.bookinfo~bookinfo.svc.cluster.local,"
                + " page-v1-x.bookinfo",
        "node_name, caller, caller",
        "k8s.pod.name, page-v1-x, page-v1-x",
        "host.name, node-1, node-1",
        "host.name, '', 10.1.2.3",
        "other, thing, 10.1.2.3"
    })
    void aProxyIsCalledByItsPodElseByItsAddress(String name, String value, String called) {
        Attributes resource = new Attributes(List.of(Logged.attribute(name, value)));
        assertThat(Proxies.name(resource, "10.1.2.3")).isEqualTo(called);
    }
}
