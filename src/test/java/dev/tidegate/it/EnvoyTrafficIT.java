package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.sandbox.envoy.Istiod;
import dev.tidegate.sandbox.envoy.NeedsEnvoy;
import dev.tidegate.sandbox.traffic.ClientReport;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Who meets which version behind a real Envoy, where a step says more than a weight. */
@NeedsEnvoy
@Tag("double") // the pods are this machine's, which no real cluster takes as endpoints
class EnvoyTrafficIT extends InTown {

    private static final Istiod QUICK =
            new Istiod(
                    Duration.ofMillis(20),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(10),
                    Duration.ofSeconds(1));

    private static final String BETA = "match: [{headers: {x-group: {exact: beta}}}]";

    @TempDir Path proxies = Path.of("");

    @Test
    void groupOfAnAbTestMeetsTheCanaryAndNobodyElseDoes() {
        open("groups", "{%s, pause: {}}, {%s, weight: 50, pause: {}}".formatted(BETA, BETA));
        try (Crowd crowd = Crowd.http(town, proxies, "groups", QUICK)) {
            Visitor beta = crowd.visitor(Map.of("x-group", "beta"));
            Visitor alpha = crowd.visitor(Map.of("x-group", "alpha"));
            // Given a step that names the group alone
            town.deploy("groups", "v2");
            town.awaitPhase("groups-1", "Paused");
            await().atMost(Town.PATIENCE).until(() -> beta.meets().equals("v2"));
            // Then all of the group meet the canary, and all others do not
            assertThat(beta.meets(50)).containsOnly("v2");
            assertThat(alpha.meets(50)).containsOnly("v1");
            crowd.meetsOnly("v1");
            assertThat(crowd.counts().unanswered()).isZero();
            // And with a weight beside it the others are divided
            town.command("groups", "promote");
            await().atMost(Town.PATIENCE).until(() -> alpha.meets(20).contains("v2"));
            assertThat(beta.meets(50)).containsOnly("v2");
            assertThat(alpha.meets(50)).contains("v1", "v2");
            // When an alert takes the canary's traffic away
            town.alert("groups", "v2");
            town.awaitPhase("groups-1", "RolledBack");
            crowd.meetsOnly("v1");
            // Then the group goes where everybody goes, and no request failed
            assertThat(beta.meets(50)).containsOnly("v1");
            nobodyFailed(crowd);
        }
    }

    private void open(String service, String steps) {
        town.put(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: %1$s}
                spec: {selector: {app: %1$s}, ports: [{name: http, port: 9080}]}
                """
                        .formatted(service));
        town.service(service, "steps: [%s]\npropagation: 1s\nbake: 1h\n".formatted(steps));
    }

    private static void nobodyFailed(Crowd crowd) {
        ClientReport all = crowd.end();
        assertThat(all.reasons()).isEmpty();
        assertThat(crowd.counts().unanswered()).isZero();
        assertThat(List.copyOf(crowd.told)).isEmpty();
    }
}
