package dev.tidegate.adapter.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Availability;
import dev.tidegate.core.rollout.Quota;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.routing.LoadBalancer;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.traffic.StickyByCookie;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

class PolicyReaderTest {

    private static final Version V1 = new Version("v1");
    private static final Version V2 = new Version("v2");

    @Test
    void everyFieldReachesThePlan() {
        RolloutPlan plan = PolicyReader.plan("bookinfo", PolicyExamples.policy());
        assertThat(plan.steps()).hasSize(4);
        assertThat(plan.steps().get(1).weight()).isEqualTo(new Weight(2550));
        assertThat(plan.steps().get(1).hold()).isEqualTo(Duration.ofMinutes(90));
        assertThat(plan.steps().get(2).pause()).isTrue();
        assertThat(plan.bake()).isEqualTo(Duration.ofMinutes(10));
        assertThat(plan.readyTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(plan.propagation()).isEqualTo(Duration.ofSeconds(10));
        assertThat(plan.workload()).isEqualTo("{service}-{version}");
        assertThat(plan.onAlert())
                .isEqualTo(
                        new RolloutPlan.OnAlert(
                                List.of("critical"), RolloutPlan.Unversioned.PAUSE));
        assertThat(plan.onNewDeploy()).isEqualTo(RolloutPlan.OnNewDeploy.QUEUE);
        assertThat(plan.onDrift()).isEqualTo(RolloutPlan.OnDrift.ADOPT);
        assertThat(plan.routing().destinations())
                .isEqualTo(
                        new Routing.Subsets(
                                "bookinfo",
                                "reviews",
                                "version",
                                Optional.of(
                                        new LoadBalancer.Simple(
                                                LoadBalancer.SimpleStrategy.LEAST_REQUEST,
                                                Optional.empty()))));
        assertThat(plan.routing().virtualServices().getFirst().http()).containsExactly("primary");
    }

    @Test
    void everyConditionOfAMatchReachesThePlanAndTheSnapshot() {
        // Given
        RolloutPolicySpec spec =
                PolicyExamples.policy(
                        """
                        route: {virtualServices: [{name: reviews}], destinationRule: reviews}
                        steps:
                          - match:
                            - headers: {X-Group: {exact: beta}}
                              cookies: {team: {prefix: int}}
                              queryParams: {page: {regex: "[0-9]+"}}
                            - uri: {prefix: /reviews}
                              method: {exact: GET}
                              sourceLabels: {app: web}
                              gateways: [mesh]
                            hold: 1h
                          - {weight: 5, match: [{headers: {x-group: {exact: beta}}}]}
                        """);
        // When
        RolloutPlan plan = PolicyReader.plan("bookinfo", spec);
        // Then
        assertThat(plan.steps().getFirst().traffic())
                .hasToString(
                        "where header x-group is \"beta\" and cookie team begins with \"int\" and"
                                + " query parameter page matches \"[0-9]+\", or path begins with"
                                + " \"/reviews\" and method is \"GET\" and source label app=web and"
                                + " gateway mesh");
        assertThat(plan.steps().get(1).traffic())
                .hasToString("5 %, and where header x-group is \"beta\"");
        assertThat(PolicyReader.plan("bookinfo", PolicyWriter.spec(plan))).isEqualTo(plan);
    }

    @Test
    void stickinessAndMirrorsReachThePlanAndTheSnapshot() {
        // Given
        RolloutPolicySpec spec =
                PolicyExamples.policy(
                        """
                        route: {virtualServices: [{name: reviews}], destinationRule: reviews}
                        steps:
                          - {mirror: 10%}
                          - {weight: 5, mirror: 0.25%, sticky: {cookie: {name: tg, ttl: 90m}}}
                          - weight: 25
                            sticky:
                              cookie: {name: tg, ttl: 1h, path: /shop, domain: shop.example.com,
                                sameSite: none, secure: true, httpOnly: true}
                              stable: true
                          - {weight: 50, sticky: {header: {name: X-Bucket, buckets: 100}}}
                        """);
        // When
        RolloutPlan plan = PolicyReader.plan("bookinfo", spec);
        // Then
        assertThat(plan.steps().stream().map(step -> step.traffic().toString()))
                .containsExactly(
                        "copies of 10 %",
                        "5 %, and sticky by cookie tg of both versions, and copies of 0.25 %",
                        "25 %, and sticky by cookie tg of both versions",
                        "50 %, and sticky by header x-bucket of 100",
                        "100 %");
        assertThat(
                        plan.steps()
                                .get(2)
                                .traffic()
                                .between(V1, V2, "uid")
                                .cookies()
                                .getFirst()
                                .header())
                .matches(
                        "tg=tidegate-[0-9a-f]{32}; Path=/shop; Max-Age=3600;"
                                + " Domain=shop.example.com; SameSite=None; Secure; HttpOnly");
        assertThat(PolicyReader.plan("bookinfo", PolicyWriter.spec(plan))).isEqualTo(plan);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''             | true  | false
                    , stable: true | true  | true
                    , stable: false| false | false
                    """)
    void cookieIsOfBothVersionsUnlessAPolicySaysOtherwiseOrAReleaseOfBeforeSaysNothing(
            String stable, boolean ofAPolicy, boolean ofARelease) {
        RolloutPolicySpec spec =
                PolicyExamples.policy(
                        "{route: {virtualServices: [{name: r}], destinationRule: r}, steps:"
                                + " [{weight: 5, sticky: {cookie: {name: tg, ttl: 1h}%s}}]}"
                                        .formatted(stable));
        RolloutPlan plan = PolicyReader.plan("bookinfo", spec);
        assertThat(stableSticks(plan)).isEqualTo(ofAPolicy);
        assertThat(stableSticks(PolicyReader.snapshot("bookinfo", spec))).isEqualTo(ofARelease);
        // and a release that is started with it now says so
        assertThat(PolicyReader.snapshot("bookinfo", PolicyWriter.spec(plan))).isEqualTo(plan);
    }

    private static boolean stableSticks(RolloutPlan plan) {
        return ((StickyByCookie) plan.steps().getFirst().traffic().sticky().orElseThrow()).stable();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {weight: 5, hold: -2m}                | steps[0].hold: "-2m" is no duration
                    {weight: 0}                           | steps[0].weight: 0 is no step
                    {weight: 101}                         | steps[0].weight: 101 is no step
                    {weight: 0.001}                       | steps[0].weight: 0.001 is no step
                    {weight: 5}, {weight: 5}              | steps[1].weight: 5
                    {weight: 50}, {weight: 20}            | steps[1].weight: 20
                    {hold: 2m}                            | steps[0].weight: is missing
                    """)
    void aBrokenStepIsNamed(String steps, String error) {
        String yaml =
                """
                route: {virtualServices: [{name: reviews}], host: "reviews-{version}"}
                steps: [%s]
                """
                        .formatted(steps);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyReader.plan("bookinfo", PolicyExamples.policy(yaml)))
                .withMessageContaining(error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {virtualServices: [{name: r}]}                     | names neither destinationRule nor host
                    {virtualServices: [{name: r}], host: a, destinationRule: b} | names destinationRule "b" and host "a"; name one
                    {virtualServices: [{name: r}], host: reviews}      | does not contain {version}
                    {virtualServices: [], destinationRule: reviews}    | is empty
                    {virtualServices: [{name: r, tls: [{}]}], destinationRule: r} | tls: names no route; give a port, sniHosts
                    {virtualServices: [{name: r, tcp: [{}]}], destinationRule: r} | tcp: names no route; give a port, gateways
                    {virtualServices: [{name: r, tcp: [{gateways: []}]}], destinationRule: r} | tcp: names no route
                    {virtualServices: [{name: r, httpMatch: [{}]}], destinationRule: r} | httpMatch: names no route
                    {virtualServices: [{name: r, tcp: [{withoutMatch: false}]}], destinationRule: r} | tcp.withoutMatch: is false; use true
                    {virtualServices: [{name: r, tcp: [{withoutMatch: true, port: 1}]}], destinationRule: r} | tcp.withoutMatch: stands beside
                    {virtualServices: [{name: r, tcp: [{sourceLabels: {app: null}}]}], destinationRule: r} | tcp.sourceLabels: app has no value
                    {virtualServices: [{name: r, tls: [{sniHosts: [null]}]}], destinationRule: r} | tls.sniHosts: has an empty entry
                    {virtualServices: [{name: r, tls: [{gateways: ['']}]}], destinationRule: r} | tls.gateways: has an empty entry
                    """)
    void aBrokenRouteIsNamed(String route, String error) {
        RolloutPolicySpec spec =
                PolicyExamples.policy("{route: %s, steps: [{weight: 5}]}".formatted(route));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyReader.plan("bookinfo", spec))
                .withMessageContaining(error);
    }

    @Test
    void routesAreNamedByWhatTheyMatchAndTheSnapshotSaysTheSame() {
        RolloutPolicySpec spec =
                PolicyExamples.policy(
                        """
                        route:
                          virtualServices:
                          - name: r
                            httpMatch: [{gateways: [mesh]}, {withoutMatch: true}]
                            tls: [{port: 443, sniHosts: [a.example.com], sourceLabels: {app: web}}]
                            tcp: [{port: 9000}, {withoutMatch: true}]
                          destinationRule: r
                        steps: [{weight: 5}]
                        """);
        RolloutPlan plan = PolicyReader.plan("bookinfo", spec);
        Routing.VirtualServiceRef ref = plan.routing().virtualServices().getFirst();
        assertThat(ref.httpMatch()).hasSize(2).contains(Routing.RouteMatch.NONE);
        assertThat(ref.tls())
                .containsExactly(
                        new Routing.RouteMatch(
                                OptionalInt.of(443),
                                List.of("a.example.com"),
                                List.of(),
                                Map.of("app", "web")));
        assertThat(ref.tcp()).hasSize(2).contains(Routing.RouteMatch.NONE);
        assertThat(PolicyReader.plan("bookinfo", PolicyWriter.spec(plan))).isEqualTo(plan);
    }

    private static Availability pods(String pods) {
        RolloutPolicySpec spec =
                PolicyExamples.policy(
                        "{route: {virtualServices: [{name: r}], destinationRule: r}, steps: [{weight: 5}]%s}"
                                .formatted(pods));
        RolloutPlan plan = PolicyReader.plan("bookinfo", spec);
        assertThat(PolicyReader.plan("bookinfo", PolicyWriter.spec(plan))).isEqualTo(plan);
        return plan.availability();
    }

    @Test
    void podsThatTheCanaryNeedsAreANumberOrAPercentage() {
        Duration absent = Availability.DEFAULT.noneFor();
        assertThat(pods("")).isEqualTo(new Availability(Quota.ALL, absent));
        assertThat(pods(", pods: {}")).isEqualTo(Availability.DEFAULT);
        assertThat(pods(", pods: {minAvailable: 3}"))
                .isEqualTo(new Availability(new Quota(3, false), absent));
        assertThat(pods(", pods: {minAvailable: 80%, noneFor: 5s}"))
                .isEqualTo(new Availability(new Quota(80, true), Duration.ofSeconds(5)));
        assertThat(pods(", pods: {minAvailable: 0}").minAvailable()).hasToString("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "101%", "80.5%", "all", "80 %", "'3'", "1000001", "''"})
    void anyOtherNumberOfPodsIsRefused(String minAvailable) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pods(", pods: {minAvailable: %s}".formatted(minAvailable)))
                .withMessageStartingWith("pods.minAvailable: ")
                .withMessageEndingWith("write for example 3 or 80%");
    }

    @Test
    void anUnknownChoiceListsTheKnownOnes() {
        RolloutPolicySpec spec =
                PolicyExamples.policy(
                        """
                        route: {virtualServices: [{name: r}], destinationRule: r}
                        steps: [{weight: 5}]
                        onDrift: shout
                        """);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyReader.plan("bookinfo", spec))
                .withMessage("onDrift: \"shout\" is unknown; use one of revert, adopt, pause");
    }
}
