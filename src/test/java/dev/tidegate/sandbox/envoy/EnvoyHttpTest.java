package dev.tidegate.sandbox.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.sandbox.traffic.Access;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** HTTP routes as a real Envoy takes them. */
@NeedsEnvoy
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnvoyHttpTest {

    private Street street;

    @BeforeAll
    void open(@TempDir Path directory) {
        street = new Street(directory, Street.QUICK);
        street.pod("reviews", "v1");
        street.pod("reviews", "v2");
    }

    @AfterAll
    void close() {
        street.close();
    }

    @Test
    void weightsDivideRequestsAndTheLogTellsEach() {
        street.show(route("route: " + split(50, 50)));
        int before = street.log.size();
        Map<String, Integer> counts = street.send(40);
        assertThat(counts).containsOnlyKeys("reviews-v1-0", "reviews-v2-1");
        Access one = street.logged(before + 40);
        assertThat(one.split()).isEqualTo(Map.of("v1", 50.0, "v2", 50.0));
        assertThat(one.route()).isEqualTo("primary");
    }

    private static String route(String rest) {
        return """
        - kind: VirtualService
          metadata: {name: reviews, namespace: bookinfo}
          spec: {hosts: [reviews], http: [{name: primary, %s}]}
        - kind: DestinationRule
          metadata: {name: reviews, namespace: bookinfo}
          spec:
            host: reviews
            subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]
        """
                .formatted(rest);
    }

    private static String split(int first, int second) {
        return """
        [{destination: {host: reviews, subset: v1}, weight: %d}, {destination: {host: reviews, subset: v2}, weight: %d}]"""
                .formatted(first, second);
    }
}
