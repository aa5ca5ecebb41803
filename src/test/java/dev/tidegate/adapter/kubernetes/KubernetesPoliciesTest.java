package dev.tidegate.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.controller.Policies;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Schedulers;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.RolloutEvent.OfAlert;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.service.PolicyLookup;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

class KubernetesPoliciesTest {

    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    private static final Instant T = Instant.parse("2026-03-01T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(T.plusSeconds(60));
    private final TestApi api = new TestApi();
    private final KubernetesPolicies policies =
            new KubernetesPolicies(
                    api.cluster,
                    Schedulers.of(((InstantSource) now::get).withZone(ZoneOffset.UTC)));

    @AfterEach
    void close() {
        policies.close();
        api.close();
    }

    private static Alert alert(int n) {
        return new Alert("HighErrors", "critical", Optional.of("v2"), "f" + n, T);
    }

    private PolicyLookup.Found found() {
        return (PolicyLookup.Found) policies.find(REVIEWS);
    }

    private JsonNode status() {
        return api.server.get("RolloutPolicy", "bookinfo", "reviews").orElseThrow().path("status");
    }

    @Test
    void policyJustCreatedIsFound() {
        assertThat(policies.find(REVIEWS)).isEqualTo(new PolicyLookup.Absent());
        api.applyPolicy();
        assertThat(found().plan()).isEqualTo(PolicyReader.plan("bookinfo", Examples.policy()));
        assertThat(found().stable()).isEmpty();
        assertThat(policies.governed()).containsExactly(REVIEWS);
    }

    @Test
    void unknownPolicyWithoutServerIsNotAbsent() {
        policies.find(REVIEWS);
        api.server.fail("get", "RolloutPolicy", 1, 503);
        assertThat(policies.find(REVIEWS)).isInstanceOf(PolicyLookup.Unreachable.class);
    }

    @Test
    void brokenPolicySaysSoInItsStatus() {
        api.apply(
                """
                kind: RolloutPolicy
                metadata: {name: reviews, namespace: bookinfo}
                spec:
                  route: {virtualServices: [{name: reviews}], destinationRule: reviews}
                  steps: [{weight: 5, hold: -2m}]
                """);
        assertThat(((PolicyLookup.Invalid) policies.find(REVIEWS)).why())
                .contains("steps[0].hold: \"-2m\"");
        await().until(
                        () ->
                                status().path("conditions")
                                        .path(0)
                                        .path("status")
                                        .asText()
                                        .equals("False"));
        assertThat(status().path("conditions").path(0).path("message").asText())
                .contains("steps[0].hold");
        // When it is mended
        Set<ServiceKey> told = ConcurrentHashMap.newKeySet();
        policies.listen(told::add, gone -> {});
        api.applyPolicy();
        // Then this is shown and told
        await().until(
                        () ->
                                status().path("conditions")
                                        .path(0)
                                        .path("status")
                                        .asText()
                                        .equals("True"));
        await().until(() -> told.contains(REVIEWS));
        assertThat(status().path("observedGeneration").asInt()).isEqualTo(2);
        assertThat(policies.find(REVIEWS)).isInstanceOf(PolicyLookup.Found.class);
    }

    @Test
    void policyThatIsRarelyMeantIsValidAndWarnedOf() {
        api.apply(
                """
                kind: RolloutPolicy
                metadata: {name: reviews, namespace: bookinfo}
                spec:
                  route: {virtualServices: [{name: reviews}], destinationRule: reviews}
                  steps: [{weight: 5}]
                """);
        await().until(() -> shows("reviews"));
        assertThat(status().path("conditions").path(0).path("status").asText()).isEqualTo("True");
        assertThat(status().path("conditions").path(0).path("message").asText())
                .startsWith(
                        "the policy can be followed, with a warning: steps: the one to 5 % has"
                                + " neither")
                .contains(". bake: is missing or 0s");
    }

    @Test
    void eachOfManyPoliciesIsJudgedThoughSomeWritesFail() {
        // Given more policies than a queue of jobs would take, and an API server that has troubles
        int many = 1_500;
        api.server.fail("update", "RolloutPolicy", 3, 503);
        for (int i = 0; i < many; i++) {
            api.apply(
                    "{kind: RolloutPolicy, metadata: {name: p%d, namespace: bookinfo}, spec: {}}"
                            .formatted(i));
        }
        // When a process sees them, then each shows whether it is valid
        await().atMost(Duration.ofMinutes(2))
                .until(() -> IntStream.range(0, many).allMatch(i -> shows("p" + i)));
    }

    private boolean shows(String policy) {
        return api.server
                .get("RolloutPolicy", "bookinfo", policy)
                .orElseThrow()
                .at("/status/conditions")
                .has(0);
    }

    @Test
    void deletionIsToldApart() {
        api.applyPolicy();
        await().until(() -> policies.find(REVIEWS) instanceof PolicyLookup.Found);
        Set<ServiceKey> gone = ConcurrentHashMap.newKeySet();
        policies.listen(changed -> {}, gone::add);
        api.server.delete("RolloutPolicy", "bookinfo", "reviews");
        await().until(() -> gone.contains(REVIEWS));
        assertThat(policies.find(REVIEWS)).isEqualTo(new PolicyLookup.Absent());
    }

    @Test
    void specOfAnotherTypeIsInvalidAndHidesNoOther() {
        api.apply(
                "{kind: RolloutPolicy, metadata: {name: bad, namespace: bookinfo}, spec: {steps:"
                        + " 7}}");
        api.applyPolicy();
        assertThat(policies.find(new ServiceKey("bookinfo", "bad")))
                .isInstanceOf(PolicyLookup.Invalid.class);
        assertThat(policies.find(REVIEWS)).isInstanceOf(PolicyLookup.Found.class);
    }

    @Test
    void alertsAreRememberedUntilResolvedAndALateCopyIsKnown() {
        api.applyPolicy();
        policies.record(REVIEWS, List.of(fired(1)));
        policies.record(REVIEWS, List.of(fired(1)));
        assertThat(found().firing()).containsExactly(alert(1));
        policies.record(REVIEWS, List.of(resolved(1)));
        policies.record(REVIEWS, List.of(fired(1)));
        assertThat(found().firing()).isEmpty();
        assertThat(policies.resolved(REVIEWS)).containsExactly(alert(1).endedAt(now.get()));
        for (int i = 2; i < 50; i++) {
            policies.record(REVIEWS, List.of(fired(i)));
        }
        assertThat(found().firing()).hasSize(AlertMemory.KEPT).contains(alert(49));
    }

    private static OfAlert fired(int number) {
        return new AlertFired("fired-" + number, REVIEWS, Instant.EPOCH, alert(number));
    }

    private static OfAlert resolved(int number) {
        return new AlertResolved("resolved-" + number, REVIEWS, Instant.EPOCH, alert(number));
    }

    @Test
    void manyAlertsOfAServiceTakeOneWrite() {
        api.applyPolicy();
        found();
        api.server.forgetWrites();
        policies.record(REVIEWS, List.of(fired(1), fired(2), resolved(1), fired(3)));
        assertThat(found().firing()).containsExactly(alert(2), alert(3));
        assertThat(api.server.writes("RolloutPolicy"))
                .filteredOn(w -> w.object().path("status").has("firing"))
                .hasSize(1);
    }

    @Test
    void alertThatIsNotRepeatedIsForgottenAndItsServiceTold() {
        // Given a policy that remembers alerts for nine hours, and one that fires
        api.applyPolicy();
        policies.record(REVIEWS, List.of(fired(1)));
        now.set(now.get().plus(Duration.ofHours(9)).minusMillis(1));
        assertThat(found().firing()).containsExactly(alert(1));
        Set<ServiceKey> told = ConcurrentHashMap.newKeySet();
        policies.listen(told::add, gone -> {});
        // When the time is over
        policies.record(REVIEWS, List.of(fired(2)));
        now.set(now.get().plusMillis(1));
        // Then it is forgotten, whoever looks, told, and taken out of the status
        assertThat(found().firing()).containsExactly(alert(2));
        await().until(() -> told.contains(REVIEWS));
        await().until(() -> status().path("firing").size() == 1);
    }

    @Test
    void forgettingOneDropsEveryFiringOfItsSeries() {
        api.applyPolicy();
        policies.record(REVIEWS, List.of(fired(1)));
        policies.record(REVIEWS, List.of(fired(2)));
        assertThat(policies.forget(REVIEWS, "f1")).isEqualTo(new Result.Done<>(true));
        assertThat(policies.forget(REVIEWS, "f1")).isEqualTo(new Result.Done<>(false));
        assertThat(policies.remembered(REVIEWS))
                .containsExactly(new Policies.Remembered(alert(2), now.get()));
        // One that still fires comes back with its next repeat
        policies.record(REVIEWS, List.of(fired(1)));
        assertThat(found().firing()).containsExactly(alert(2), alert(1));
    }

    @Test
    void conflictIsReadAgainAndRetriedAtOnce() {
        api.applyPolicy();
        api.server.fail("update", "RolloutPolicy", 3, 409);
        assertThat(policies.record(REVIEWS, List.of(fired(1)))).isEqualTo(new Result.Done<>(true));
    }

    @Test
    void stableVersionStaysShown() {
        api.applyPolicy();
        policies.show(REVIEWS, Optional.empty(), Optional.of(new Version("v1")));
        policies.show(REVIEWS, Optional.empty(), Optional.empty());
        assertThat(found().stable()).contains(new Version("v1"));
        assertThat(status().path("stable").asText()).isEqualTo("v1");
    }

    @Test
    void serviceWithoutPolicyIsNoError() {
        assertThat(policies.record(REVIEWS, List.of(fired(1)))).isEqualTo(new Result.Done<>(false));
    }
}
