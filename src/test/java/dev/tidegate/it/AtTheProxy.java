package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.sandbox.envoy.Istiod;
import dev.tidegate.sandbox.traffic.ClientReport;

import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A town whose services are called through a real Envoy. */
abstract class AtTheProxy extends InTown {

    /** A push within some 50 ms, far below the propagation wait of the policies here. */
    static final Istiod QUICK =
            new Istiod(
                    Duration.ofMillis(20),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(10),
                    Duration.ofSeconds(1));

    @TempDir Path proxies = Path.of("");

    /** Callers of an HTTP service. */
    Crowd http(String service) {
        return Crowd.http(town, proxies, service, QUICK);
    }

    /** A service whose release has these steps, and bakes until the test is over. */
    void steps(String service, String steps) {
        service(service, "steps: [%s]\nbake: 1h\n".formatted(steps));
    }

    /** A service with routes, workloads v1 to v3 and a policy with these extra lines. */
    void service(String service, String policy) {
        town.put(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: %1$s}
                spec: {selector: {app: %1$s}, ports: [{name: http, port: 9080}]}
                """
                        .formatted(service));
        town.service(service, policy + "propagation: 1s\n");
    }

    /** Ends the calls: each was answered, and well. */
    static void nobodyFailed(Crowd crowd) {
        ClientReport all = crowd.end();
        assertThat(all.reasons()).isEmpty();
        assertThat(crowd.counts().unanswered()).isZero();
        assertThat(List.copyOf(crowd.told)).isEmpty();
    }
}
