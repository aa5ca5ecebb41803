package dev.tidegate.core.rollout;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;
import dev.tidegate.messages.Collection;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What each event says in each phase: the causes of moves, and why nothing moves. */
class MoveMessagesTest {

    /** A sender whose clock shows nanoseconds. */
    private static final Instant FINE = Instant.parse("2026-01-01T12:01:00.123456789Z");

    private static List<RolloutEvent> events(Rollout rollout) {
        List<RolloutEvent> events = new ArrayList<>();
        events.add(Scenes.deploy("same", Scenes.V2, Scenes.later(3)));
        events.add(Scenes.deploy("newer", Scenes.V3, FINE));
        events.add(Scenes.deploy("older", Scenes.V3, Scenes.START.minusNanos(1)));
        events.add(Scenes.alert("canary", Optional.of("v2"), "critical", FINE));
        events.add(Scenes.alert("stable", Optional.of("v1"), "critical", FINE));
        events.add(Scenes.alert("nobody", Optional.empty(), "critical", FINE));
        events.add(Scenes.alert("mild", Optional.of("v2"), "warning", FINE));
        events.add(Scenes.alert("stranger", Optional.of("v9"), "critical", FINE));
        events.add(Scenes.timer(rollout, FINE));
        events.add(Scenes.timer(rollout, Scenes.later(600)));
        Arrays.stream(Action.values())
                .map(action -> Scenes.command("c-" + action, action))
                .forEach(events::add);
        events.add(Scenes.gatesOpen());
        events.add(Scenes.observed(Scenes.blocked("Deployment bookinfo/reviews-v2 is missing")));
        events.add(Scenes.observed(new Observation.RoutesApplied(rollout.wantedRevision())));
        events.add(Scenes.drift());
        return events;
    }

    @Test
    void everyEventInEveryPhaseSaysWhatItDoes() {
        Collection collected = new Collection();
        List<Rollout> all = new ArrayList<>(Scenes.live(Scenes.plan()));
        all.add(Scenes.succeeded(Scenes.plan()));
        all.add(Scenes.rolledBack(Scenes.plan()));
        for (Rollout rollout : all) {
            for (RolloutEvent event : events(rollout)) {
                Decision decision = RolloutStateMachine.decide(rollout, event, event.time());
                String to =
                        decision instanceof Decision.Moved(Rollout next, String _)
                                ? " -> " + next.phase().title()
                                : "";
                collected.add(
                        "%s, %s%s".formatted(rollout.phase().title(), event.id(), to),
                        decision.reason());
            }
        }
        drifts(collected);
        collected.check("moves");
    }

    private static void drifts(Collection collected) {
        for (OnDrift onDrift : OnDrift.values()) {
            Rollout rollout =
                    Scenes.progressing(
                            Scenes.plan(OnNewDeploy.SUPERSEDE, onDrift, Unversioned.ROLLBACK));
            for (int i = 0; i < 6; i++) {
                RolloutEvent drift = Scenes.drift();
                Decision decision = RolloutStateMachine.decide(rollout, drift, drift.time());
                collected.add(
                        "onDrift: %s, edited %d times"
                                .formatted(onDrift.name().toLowerCase(Locale.ROOT), i + 1),
                        decision.reason());
                if (decision instanceof Decision.Moved(Rollout next, String _)) {
                    rollout = next;
                }
            }
        }
    }
}
