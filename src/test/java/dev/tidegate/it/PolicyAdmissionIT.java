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
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [{weight: 25}, {weight: 5}]  | each step must give the canary more weight
                    [{weight: 25}, {weight: 25}] | each step must give the canary more weight
                    [{weight: 25}, {weight: 101}]| spec.steps[1].weight in body should be less than or equal to 100
                    [{weight: 0}]                | give a weight from 0.01 to 100, a match or a mirror
                    [{weight: -5}]               | spec.steps[0].weight in body should be greater than
                    [{weight: 0.125}]            | with at most two decimals
                    [{weight: 5, hold: -1m}]     | spec.steps[0].hold: Invalid value: "-1m"
                    [{hold: 1m}]                 | give a weight from 0.01 to 100, a match or a mirror
                    [{match: []}]                | spec.steps[0].match in body should have at least 1 items
                    [{match: [{}]}]              | without a condition every request would be meant
                    [{match: [{headers: {a: {}}}]}] | name exactly one of exact, prefix and regex
                    [{match: [{uri: {exact: /a, prefix: /}}]}] | name exactly one of exact, prefix and regex
                    [{weight: 100, match: [{uri: {exact: /a}}]}] | a match, sticky or mirror beside weight 100 changes nothing
                    [{weight: 100, mirror: 10%}] | a match, sticky or mirror beside weight 100 changes nothing
                    [{weight: 100, sticky: {cookie: {name: tg, ttl: 1h}}}] | a match, sticky or mirror beside weight 100
                    [{mirror: 10}]               | spec.steps[0].mirror
                    [{mirror: 0%}]               | spec.steps[0].mirror
                    [{mirror: 100.01%}]          | spec.steps[0].mirror
                    [{mirror: 5.125%}]           | spec.steps[0].mirror
                    [{mirror: 5%, sticky: {cookie: {name: tg, ttl: 1h}}}] | sticky needs a weight or a match
                    [{weight: 5, sticky: {}}]    | name exactly one of cookie and header
                    [{weight: 5, sticky: {cookie: {name: 't g', ttl: 1h}}}] | spec.steps[0].sticky.cookie.name
                    [{weight: 5, sticky: {cookie: {name: 't%', ttl: 1h}}}] | spec.steps[0].sticky.cookie.name
                    [{weight: 5, sticky: {cookie: {name: tg}}}] | spec.steps[0].sticky.cookie.ttl: Required
                    [{weight: 5, sticky: {cookie: {name: tg, ttl: 0s}}}] | use 1s to 9600h
                    [{weight: 5, sticky: {cookie: {name: tg, ttl: 9601h}}}] | use 1s to 9600h
                    [{weight: 5, sticky: {cookie: {name: tg, ttl: 1h, path: a}}}] | spec.steps[0].sticky.cookie.path
                    [{weight: 5, sticky: {cookie: {name: tg, ttl: 1h, sameSite: none}}}] | sameSite none is taken beside secure
                    [{weight: 5, sticky: {header: {name: x-b, buckets: 100}, stable: true}}] | stable stands beside cookie only
                    [{weight: 5, sticky: {header: {name: x-b, buckets: 1}}}] | spec.steps[0].sticky.header.buckets
                    [{weight: 5, sticky: {header: {name: x-b, buckets: 10}}}] | a whole number of buckets
                    [{match: [{uri: {exact: /a}}], sticky: {header: {name: x-b, buckets: 10}}}] | a whole number of buckets
                    [{weight: 5}, {match: [{uri: {exact: /a}}]}] | each step must give the canary more weight
                    []                           | spec.steps in body should have at least 1 items
                    """)
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
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {virtualServices: [{name: b}]}                          | name exactly one of destinationRule
                    {virtualServices: [{name: b}], destinationRule: b, host: "b-{version}"} | name exactly one of
                    {virtualServices: [{name: b}], hosts: {a: b, c: d}, host: "b-{version}"} | name exactly one of
                    {virtualServices: [{name: b}], hosts: {a: b, c: d}, destinationRule: b} | name exactly one of
                    {virtualServices: [{name: b}], hosts: {a: b}}           | spec.route.hosts in body should have at least 2 properties
                    {virtualServices: [{name: b}], hosts: {a: b, c: b}}     | each version needs a host of its own
                    {virtualServices: [{name: b}], hosts: {a: b, "1.2": d}} | each version must be a label of DNS
                    {virtualServices: [{name: b}], hosts: {a: b, c: "d:80"}} | spec.route.hosts.c
                    {virtualServices: [{name: b}], hosts: {a: b, c: "*.d"}} | spec.route.hosts.c
                    {destinationRule: b}                                    | spec.route.virtualServices: Required
                    {virtualServices: [{name: b, tls: [{}]}], destinationRule: b} | name a port, sniHosts, gateways, or sourceLabels
                    {virtualServices: [{name: b, tcp: [{}]}], destinationRule: b} | name a port, gateways, sourceLabels, or withoutMatch
                    {virtualServices: [{name: b, httpMatch: [{}]}], destinationRule: b} | name a port, gateways, sourceLabels, or withoutMatch
                    {virtualServices: [{name: b, tcp: [{withoutMatch: false}]}], destinationRule: b} | withoutMatch is true and stands alone
                    {virtualServices: [{name: b, tcp: [{withoutMatch: true, port: 1}]}], destinationRule: b} | withoutMatch is true and stands alone
                    {virtualServices: [{name: b, tcp: [{gateways: []}]}], destinationRule: b} | gateways
                    """)
    void brokenRouteIsRefused(String route, String why) {
        refused(route, "[{weight: 5}]", "", why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    onDrift: ignore                | supported values: "revert", "adopt", "pause"
                    onNewDeploy: later             | supported values: "supersede", "queue", "reject"
                    onAlert: {unversioned: ask}    | supported values: "rollback", "pause", "ignore"
                    bake: soon                     | spec.bake: Invalid value: "soon"
                    pods: {minAvailable: 101%}     | must be a number of pods from 0 to 1000000, or a percentage
                    pods: {minAvailable: '3'}      | must be a number of pods from 0 to 1000000, or a percentage
                    pods: {minAvailable: -1}       | must be a number of pods from 0 to 1000000, or a percentage
                    pods: {noneFor: soon}          | spec.pods.noneFor: Invalid value: "soon"
                    """)
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
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    route: {virtualServices: [{name: r, http: [a]}], destinationRule: r} | name exactly one of steps, ramp and strategy
                    route: {virtualServices: [{name: r}], destinationRule: r} | name exactly one of steps, ramp and strategy
                    route: {virtualServices: [{name: r}], destinationRule: r}, strategy: blueGreen, steps: [{weight: 5}] | name exactly one of steps
                    route: {virtualServices: [{name: r}], destinationRule: r}, strategy: canary | supported values: "blueGreen"
                    route: {virtualServices: [{name: r}], destinationRule: r}, steps: [{weight: 5}], preview: {match: [{uri: {exact: /a}}]} | preview belongs to strategy
                    route: {virtualServices: [{name: r}], destinationRule: r}, strategy: blueGreen, preview: {hold: 1m} | spec.preview.match: Required
                    """)
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
                    """)
    void brokenRuleOfTheOldVersionIsRefused(String rule, String why) {
        refused(ROUTE, "[{weight: 5}]", ", oldVersion: " + rule, why);
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
