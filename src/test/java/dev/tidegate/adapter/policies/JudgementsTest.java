package dev.tidegate.adapter.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.adapter.cluster.TestApi;
import dev.tidegate.controller.Schedulers;
import dev.tidegate.core.event.ServiceKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;

/** What a policy's condition says of other policies. */
class JudgementsTest {

    private final TestApi api = new TestApi();
    private final KubernetesPolicies policies =
            new KubernetesPolicies(api.cluster, Schedulers.of(Clock.systemUTC()));

    @AfterEach
    void close() {
        policies.close();
        api.close();
    }

    private void policy(String service, String routes) {
        api.apply(
                """
                kind: RolloutPolicy
                metadata: {name: %s, namespace: bookinfo}
                spec:
                  route: {virtualServices: [{name: all, %s}], destinationRule: %s}
                  steps: [{weight: 50, hold: 5m}]
                  bake: 1m
                """
                        .formatted(service, routes, service));
    }

    private String message(String service) {
        return api.server
                .get("RolloutPolicy", "bookinfo", service)
                .orElseThrow()
                .at("/status/conditions/0/message")
                .asText();
    }

    @Test
    void policiesThatNameOneRouteAreWarnedOfEachOther() {
        // Given two policies for routes of their own in one VirtualService
        policy("reviews", "http: [reviews]");
        policy("ratings", "http: [ratings]");
        await().until(() -> message("reviews").equals("the policy can be followed"));
        await().until(() -> message("ratings").equals("the policy can be followed"));
        assertThat(
                        policies.beside(
                                new ServiceKey("bookinfo", "reviews"),
                                PolicyReader.plan(
                                                "bookinfo",
                                                PolicyExamples.policy(
                                                        "{route: {virtualServices: [{name: all}],"
                                                                + " destinationRule: a}, steps:"
                                                                + " [{weight: 5}]}"))
                                        .routing()))
                .containsExactly(new ServiceKey("bookinfo", "ratings"));
        // When the one names the route of the other too
        policy("ratings", "http: [ratings, reviews]");
        // Then both say so
        await().until(() -> message("reviews").contains("RolloutPolicy bookinfo/ratings names"));
        await().until(() -> message("ratings").contains("RolloutPolicy bookinfo/reviews names"));
        assertThat(message("reviews"))
                .isEqualTo(
                        "the policy can be followed, with a warning: route.virtualServices:"
                            + " RolloutPolicy bookinfo/ratings names VirtualService bookinfo/all,"
                            + " http route \"reviews\" in the same words, so both may move one"
                            + " route, and then no release of one starts while the other's moves"
                            + " it; let only one of the policies name it, or see with tidegate"
                            + " preview that they find different ones");
        // When it is deleted, Then no more
        api.server.delete("RolloutPolicy", "bookinfo", "ratings");
        await().until(() -> message("reviews").equals("the policy can be followed"));
    }
}
