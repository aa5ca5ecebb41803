package dev.tidegate.adapter.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.adapter.policies.PolicyExamples;
import dev.tidegate.adapter.policies.PolicyReader;
import dev.tidegate.adapter.policies.PolicyWriter;
import dev.tidegate.adapter.policies.RolloutPolicySpec;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.event.RecordPosition;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Handled;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.PodState;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RouteState;
import dev.tidegate.core.traffic.Traffic;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class RolloutStatusesTest {

    private static final PriorTraffic PRIOR =
            new PriorTraffic(
                    List.of("VirtualService a/b, http route \"c\""), List.of("versions meet"));

    private static final Instant T = Instant.parse("2026-03-01T10:00:00.123456789Z");
    private static final Phase.Progressing STEP = new Phase.Progressing(1, T, T.plusSeconds(60));

    private static final Optional<Initiator> ANN =
            Optional.of(new Initiator("ann", "it was the disk"));

    static Stream<Phase> phases() {
        return Stream.of(
                new Phase.Pending(T, T.plusSeconds(9), List.of("Deployment reviews-v2 is missing")),
                new Phase.Preparing(T, T.plusSeconds(5)),
                new Phase.Preparing(2, T, T.plusSeconds(5)),
                new Phase.Paused(new Phase.Preparing(3, T, T), false, "by ann", T),
                STEP,
                new Phase.Paused(STEP, true, "the policy says so", T.plusSeconds(1)),
                new Phase.Paused(new Phase.Baking(T, T.plusSeconds(8)), false, "by ann", T),
                new Phase.Paused(
                        new Phase.Pending(T, T.plusSeconds(8), List.of("a", "b")), false, "", T),
                new Phase.Pending(T, T.plusSeconds(9), List.of("no route"), true),
                new Phase.Pending(T, T.plusSeconds(9), List.of(), true),
                new Phase.Baking(T, T.plusSeconds(7)),
                new Phase.RollingBack("alert HighErrors", T),
                new Phase.Succeeded(T),
                new Phase.RolledBack("alert HighErrors", T),
                new Phase.Superseded("reviews-4", T),
                new Phase.Failed("not ready after 10m", T));
    }

    @ParameterizedTest
    @MethodSource("phases")
    void everyPhaseComesBackAsItWas(Phase phase) throws JsonProcessingException {
        // Given a rollout in that phase
        RolloutResource resource = Examples.rollout("reviews", 3, "v2");
        Rollout opened = RolloutStatuses.read(resource).rollout();
        Move first =
                new Move(
                        6,
                        T,
                        PhaseKind.BAKING,
                        2,
                        new Weight(25),
                        "because",
                        "e-6",
                        Optional.empty());
        Move move = new Move(7, T, phase.kind(), 2, new Weight(25), "because", "event-7", ANN);
        Rollout rollout =
                new Rollout(
                        opened.identity(),
                        7,
                        phase,
                        Optional.of(new Version("v1")),
                        Optional.of(
                                new Traffic(
                                        Distribution.split(
                                                new Version("v1"),
                                                new Version("v2"),
                                                Weight.ofPercent(new BigDecimal("0.25"))))),
                        6,
                        List.of(first, move),
                        new Handled(
                                List.of(
                                        new Handled.Seen("event-1", T.minusSeconds(1)),
                                        new Handled.Seen("event-7", T)),
                                Optional.of(T.minusSeconds(2)),
                                List.of("f@" + T)),
                        Optional.of(
                                new DeployStarted(
                                                "event-9",
                                                opened.service(),
                                                T,
                                                new Version("v3"),
                                                "rollback by ann",
                                                ANN)
                                        .leaving(new Version("v4"))
                                        .at(
                                                Optional.of(
                                                        new RecordPosition(
                                                                "tidegate.deployments-3", 7)))),
                        new RouteState(
                                Optional.of("reviews.bookinfo.svc.cluster.local"),
                                Optional.of(PRIOR),
                                6,
                                Optional.of("the webhook refuses it")),
                        PodState.NONE,
                        List.of(),
                        Optional.empty());
        // When it is written as JSON and read again
        resource.setStatus(RolloutStatuses.of(rollout, 1, 5));
        ObjectMapper json = new ObjectMapper();
        RolloutResource read =
                json.readValue(json.writeValueAsString(resource), RolloutResource.class);
        // Then it is the same
        assertThat(RolloutStatuses.read(read).rollout()).isEqualTo(rollout);
        assertThat(RolloutStatuses.read(read).publishedRevision()).isEqualTo(5);
        // And so it is when a process of the version before has left out the state
        assertThat(RolloutStatuses.read(Examples.withoutState(read)).rollout()).isEqualTo(rollout);
        assertThat(read.getStatus().weight()).isEqualTo("0.25% (not applied)");
    }

    @Test
    void idsOfAnOlderStatusAreKnownEachAsWhatItIs() throws JsonProcessingException {
        // Given a status of the time when events and alerts shared one list
        RolloutResource resource = Examples.rollout("reviews", 3, "v2");
        String alert = "c1a7e0d5b2f39c84@2026-01-31T11:59:58.123Z";
        RolloutStatus written =
                new ObjectMapper()
                        .readValue(
                                """
                                {"phase": "Baking", "since": "%s", "due": "%s", "revision": 4,
                                 "handled": ["/ci build-1", "%s", "/cli promote-1"]}\
                                """
                                        .formatted(T, T, alert),
                                RolloutStatus.class);
        // When it is read
        resource.setStatus(written);
        Handled handled = RolloutStatuses.read(resource).rollout().handled();
        // Then nothing of it is forgotten, neither now nor once it is written anew
        assertThat(handled.alerts()).containsExactly(alert);
        assertThat(handled.contains("/ci build-1")).isTrue();
        resource.setStatus(RolloutStatuses.of(RolloutStatuses.read(resource).rollout(), 1, 4));
        assertThat(RolloutStatuses.read(resource).rollout().handled()).isEqualTo(handled);
    }

    @Test
    void stepThatWaitsForPodsComesBackAndIsShown() throws JsonProcessingException {
        // Given a rollout whose step is due and whose pods are gone
        RolloutResource resource = Examples.rollout("reviews", 3, "v2");
        Rollout opened = RolloutStatuses.read(resource).rollout();
        String why = "Deployment bookinfo/reviews-v2 does not exist";
        Rollout rollout =
                new Rollout(
                        opened.identity(),
                        opened.revision(),
                        new Phase.Baking(T, T),
                        opened.stable(),
                        opened.traffic(),
                        opened.wantedRevision(),
                        opened.history(),
                        opened.handled(),
                        opened.next(),
                        opened.routes(),
                        new PodState(Optional.of(why), Optional.of(T)),
                        List.of(),
                        Optional.empty());
        // When it is written as JSON and read again
        RolloutStatus status = RolloutStatuses.of(rollout, 1, 1);
        resource.setStatus(status);
        ObjectMapper json = new ObjectMapper();
        RolloutResource read =
                json.readValue(json.writeValueAsString(resource), RolloutResource.class);
        // Then it is the same, and tells why it waits
        assertThat(RolloutStatuses.read(read).rollout()).isEqualTo(rollout);
        assertThat(status.blockers()).containsExactly(why);
        assertThat(status.weight()).doesNotContain("not applied");
        assertThat(status.conditions())
                .filteredOn(c -> c.getType().equals("Stalled"))
                .singleElement()
                .returns("True", c -> c.getStatus())
                .returns("StepWaits", c -> c.getReason())
                .returns(why, c -> c.getMessage());
    }

    @Test
    void theRoundTripCoversEveryPhase() {
        assertThat(phases().map(Phase::kind).distinct())
                .containsExactlyInAnyOrder(PhaseKind.values());
    }

    @Test
    void theStepsOfThePlanAreShownThoseOfARampExpanded() {
        RolloutResource resource = Examples.rollout("reviews", 3, "v2");
        assertThat(steps(resource)).isEqualTo("5% 2m, 25.5% 1h30m, 50% paused, 100%");
        // Given a policy with a ramp, as it is when the rollout starts
        RolloutPolicySpec ramp =
                PolicyExamples.policy(
                        """
                        route: {virtualServices: [{name: r}], destinationRule: r}
                        ramp: {exponential: {from: 12.5, hold: 90s}}
                        """);
        RolloutSpec spec = resource.getSpec();
        RolloutPolicySpec snapshot = PolicyWriter.spec(PolicyReader.plan("bookinfo", ramp));
        resource.setSpec(new RolloutSpec("reviews", "v2", 3, spec.event(), snapshot));
        // Then its steps are shown
        assertThat(steps(resource)).isEqualTo("12.5% 1m30s, 25% 1m30s, 50% 1m30s, 100%");
    }

    private static @Nullable String steps(RolloutResource resource) {
        return RolloutStatuses.of(RolloutStatuses.read(resource).rollout(), 1, 0).steps();
    }

    @Test
    void resourceWithoutStatusReadsAsJustOpened() {
        RolloutResource resource = Examples.rollout("reviews", 3, "v2");
        Rollout rollout = RolloutStatuses.read(resource).rollout();
        assertThat(rollout).isEqualTo(Rollout.opened(rollout.identity(), rollout.phase().since()));
        assertThat(rollout.identity().name()).isEqualTo("reviews-3");
        assertThat(rollout.history().getFirst().initiator()).isEmpty();
    }

    @Test
    void resourceOfARetryReadsAsOpenedByWhoGaveIt() {
        RolloutResource resource = Examples.rollout("reviews", 3, "v2");
        RolloutSpec spec = resource.getSpec();
        EventSpec retry =
                new EventSpec("e", T.toString(), "retry by ann", ANN.orElseThrow(), null, null);
        resource.setSpec(new RolloutSpec("reviews", "v2", 3, retry, spec.policy()));
        assertThat(RolloutStatuses.read(resource).rollout().history())
                .extracting(Move::initiator)
                .containsExactly(ANN);
    }

    @Test
    void resourceOfARollbackReadsAsOneThatGoesBack() {
        RolloutResource resource = Examples.rollout("reviews", 3, "v1");
        RolloutSpec spec = resource.getSpec();
        EventSpec back =
                new EventSpec("e", T.toString(), "rollback by ann", ANN.orElseThrow(), null, "v2");
        resource.setSpec(new RolloutSpec("reviews", "v1", 3, back, spec.policy()));
        Rollout rollout = RolloutStatuses.read(resource).rollout();
        assertThat(rollout.goesBack()).isTrue();
        assertThat(rollout.identity().deploy().leaves()).contains(new Version("v2"));
        assertThat(EventSpec.of(rollout.identity().deploy())).isEqualTo(back);
    }

    @Test
    void statusOfAnOlderReleaseTellsOfNobody() throws JsonProcessingException {
        RolloutResource resource = Examples.rollout("reviews", 3, "v2");
        resource.setStatus(
                PolicyExamples.YAML.readValue(
                        """
                        phase: RolledBack
                        since: "2026-03-01T10:00:02Z"
                        reason: "abort by ann: it was the disk"
                        revision: 2
                        history:
                          - revision: 2
                            at: "2026-03-01T10:00:02Z"
                            phase: RolledBack
                            step: 0
                            weight: 0
                            cause: "abort by ann: it was the disk"
                            event: "/it a+reviews-3/1"
                        next: {id: e-9, time: "2026-03-01T10:00:01Z", version: v3}
                        """,
                        RolloutStatus.class));
        Rollout rollout = RolloutStatuses.read(resource).rollout();
        assertThat(rollout.history()).extracting(Move::initiator).containsOnly(Optional.empty());
        assertThat(rollout.next()).flatMap(DeployStarted::initiator).isEmpty();
        assertThat(rollout.history()).extracting(Move::eventId).containsExactly("/it a");
    }
}
