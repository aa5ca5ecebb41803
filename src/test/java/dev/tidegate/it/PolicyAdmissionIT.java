package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tidegate.sandbox.ApiServer;

import io.fabric8.kubernetes.client.KubernetesClientException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the CRD makes of bad policies: the rules are CEL, which only a real API server runs. */
@Tag("real-cluster")
class PolicyAdmissionIT {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String ROUTE = "{virtualServices: [{name: bad}], destinationRule: bad}";

    private static ApiServer cluster;

    @BeforeAll
    static void open() {
        cluster = TestCluster.open();
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    private static void apply(String name, String route, String steps, String more) {
        String yaml =
                """
                kind: RolloutPolicy
                apiVersion: tidegate.dev/v1alpha1
                metadata: {name: %s, namespace: %s}
                spec: {route: %s, steps: %s%s}
                """
                        .formatted(name, TestCluster.NAMESPACE, route, steps, more);
        try {
            cluster.put(YAML.readTree(yaml).toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(yaml, e);
        }
    }

    @Test
    void everyGoodWeightIsTaken() {
        String steps =
                """
                [{weight: 0.01}, {weight: 0.29}, {weight: 1.1}, {weight: 5}, {weight: 5.07, hold: 1h30m},
                 {weight: 57.35, pause: {}}, {weight: 99.99}, {weight: 100}]\
                """;
        apply("good", ROUTE, steps, ", bake: 10m");
        assertThat(cluster.get("RolloutPolicy", TestCluster.NAMESPACE, "good")).isPresent();
    }

    @Test
    void stepsWithAMatchAreTaken() {
        String steps =
                """
                [{match: [{headers: {x-group: {exact: beta}}}, {cookies: {team: {prefix: a}}}], hold: 1h},
                 {weight: 5, match: [{uri: {regex: "/a.*"}}]}, {weight: 5}, {weight: 50}]\
                """;
        apply("matched", ROUTE, steps, "");
        assertThat(cluster.get("RolloutPolicy", TestCluster.NAMESPACE, "matched")).isPresent();
    }

    @Test
    void stickyAndMirroredStepsAreTaken() {
        String steps =
                """
                [{mirror: 0.01%}, {mirror: 12.5%}, {mirror: 100%}, {weight: 5, mirror: 0.5%},
                 {weight: 5, sticky: {cookie: {name: tg, ttl: 1h30m}}},
                 {weight: 5, sticky: {cookie: {name: tg, ttl: 9600h, path: /a, domain: example.com, sameSite: none,
                   secure: true, httpOnly: true}, stable: true}},
                 {weight: 12.34, sticky: {header: {name: X-Bucket, buckets: 5000}}}, {weight: 50}]\
                """;
        apply("sticky", ROUTE, steps, "");
        assertThat(cluster.get("RolloutPolicy", TestCluster.NAMESPACE, "sticky")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3", "0%", "80%", "100%"})
    void numberAndPercentageOfPodsAreTaken(String minAvailable) {
        String more = ", pods: {minAvailable: %s, noneFor: 5s}".formatted(minAvailable);
        apply("pods", ROUTE, "[{weight: 5}]", more);
        assertThat(cluster.get("RolloutPolicy", TestCluster.NAMESPACE, "pods")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = PolicyRows.STEPS)
    void brokenStepsAreRefused(String steps, String why) {
        refused(ROUTE, steps, "", why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tls: [{port: 443}, {sniHosts: [a.example.com]}, {gateways: [mesh]}, {sourceLabels:"
                        + " {app: web}}]",
                "tcp: [{port: 9000}, {gateways: [shop/public], sourceLabels: {app: web}},"
                        + " {withoutMatch: true}]",
                "httpMatch: [{gateways: [mesh]}, {withoutMatch: true}], http: [primary]"
            })
    void routesAreNamedByWhatTheyMatch(String routes) {
        String route = "{virtualServices: [{name: r, %s}], destinationRule: r}".formatted(routes);
        apply("matches", route, "[{weight: 5}]", "");
        assertThat(cluster.get("RolloutPolicy", TestCluster.NAMESPACE, "matches")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = PolicyRows.ROUTES)
    void brokenRouteIsRefused(String route, String why) {
        refused(route, "[{weight: 5}]", "", why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = PolicyRows.CHOICES)
    void brokenChoiceIsRefused(String field, String why) {
        refused(ROUTE, "[{weight: 5}]", ", " + field, why);
    }

    @Test
    void namedHostsAreTaken() {
        String route =
                "{virtualServices: [{name: m}], hosts: {old: m, new: m.next.svc.cluster.local}}";
        apply("migrated", route, "[{weight: 5}]", "");
        assertThat(cluster.get("RolloutPolicy", TestCluster.NAMESPACE, "migrated")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "route: {virtualServices: [{name: r, tcp: [{port: 1}]}], hosts: {a: r, b: s}}",
                "route: {virtualServices: [{name: r}], destinationRule: r}, strategy: blueGreen",
                "route: {virtualServices: [{name: r}], destinationRule: r}, strategy: blueGreen,"
                        + " preview: {match: [{headers: {x-a: {exact: b}}}], hold: 10m}"
            })
    void stepsMayBeLeftOutForAShortForm(String spec) throws JsonProcessingException {
        cluster.put(shortForm("short", spec));
        assertThat(cluster.get("RolloutPolicy", TestCluster.NAMESPACE, "short")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = PolicyRows.SHORT_FORMS)
    void brokenShortFormIsRefused(String spec, String why) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> cluster.put(shortForm("bad", spec)))
                .withMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {} | spec.oldVersion.scaleDown: Required
                    {scaleDown: {}} | spec.oldVersion.scaleDown.after: Required
                    {scaleDown: {after: later}} | spec.oldVersion.scaleDown.after in body should match
                    {scaleDown: {after: 30m, replicas: -1}} | should be greater than or equal to 0
                    {scaleDown: {after: 30m}}, workload: reviews | workload must contain {version}
                    {scaleDown: {after: 30m}}, pods: {minAvailable: 0} | pods.minAvailable must be more than 0
                    {scaleDown: {after: 30m}}, pods: {minAvailable: 0%} | pods.minAvailable must be more than 0
                    """)
    void brokenRuleOfTheOldVersionIsRefused(String rule, String why) {
        refused(ROUTE, "[{weight: 5}]", ", oldVersion: " + rule, why);
    }

    @ParameterizedTest
    @MethodSource("dev.tidegate.it.EvidencePolicyTest#refusedByBoth")
    void brokenEvidenceIsRefused(String spec) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> cluster.put(shortForm("bad", spec)));
    }

    private static String shortForm(String name, String spec) throws JsonProcessingException {
        return YAML.readTree(
                        "{kind: RolloutPolicy, apiVersion: tidegate.dev/v1alpha1, metadata: {name: %s, namespace: %s}, spec: {%s}}"
                                .formatted(name, TestCluster.NAMESPACE, spec))
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{weight: 25}, {weight: 5}]", "[{weight: 25}, {weight: 25}]"})
    void customRampThatDoesNotRiseIsRefused(String custom) {
        String yaml =
                """
                kind: RolloutPolicy
                apiVersion: tidegate.dev/v1alpha1
                metadata: {name: bad, namespace: %s}
                spec: {route: %s, ramp: {custom: %s}}
                """
                        .formatted(TestCluster.NAMESPACE, ROUTE, custom);
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> cluster.put(YAML.readTree(yaml).toString()))
                .withMessageContaining("each step must give the canary more weight");
    }

    private static void refused(String route, String steps, String more, String why) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> apply("bad", route, steps, more))
                .withMessageContaining(why);
        assertThat(cluster.get("RolloutPolicy", TestCluster.NAMESPACE, "bad")).isEmpty();
    }
}
