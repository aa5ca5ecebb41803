package dev.tidegate.simulation.judge;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.SimService;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * I10: every release has ended when nothing goes wrong any more, or there is in the world what it
 * says it waits for: a pause of its plan, or for want of proof, a person's, an alert's, one that
 * somebody's hand on the routes led to or that they are not granted; pods that are not there; a
 * route that is not there.
 */
final class Waiting implements Check {

    private final Facts facts;
    private final Verdicts verdicts;
    private final Map<String, RolloutEvent> events = new HashMap<>();
    private final HandEdits edits;

    Waiting(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
        this.edits = new HandEdits(facts);
    }

    @Override
    public void sent(RolloutEvent event) {
        events.putIfAbsent(event.id(), event);
        if (event instanceof AlertFired fired) {
            events.putIfAbsent(fired.alert().identity(), event);
        }
    }

    @Override
    public void wrote(Change change) {
        edits.wrote(change);
    }

    @Override
    public void settled() {
        for (Rollout rollout : facts.rollouts()) {
            if (rollout.live() && !waits(rollout)) {
                verdicts.broken(
                        Invariant.I10,
                        "%s is still in %s, and nothing there is for it"
                                .formatted(rollout.identity().name(), rollout.phase().title()));
            }
        }
    }

    private boolean waits(Rollout rollout) {
        SimService service = facts.service(rollout.service()).orElseThrow();
        return switch (rollout.phase()) {
            case Phase.Paused paused ->
                    paused.declared()
                            ? isPlanned(rollout, paused)
                            : facts.belongings().shares(service) || paused(service, rollout);
            case Phase.RollingBack _ -> facts.weights(service).isEmpty();
            case Phase.Pending _ -> false;
            case Phase _ -> rollout.pods().waits().isPresent() && lacksPods(service, rollout);
        };
    }

    private static boolean isPlanned(Rollout rollout, Phase.Paused paused) {
        return paused.interrupted() instanceof Phase.Progressing p
                && (rollout.plan().steps().get(p.step()).pause() || p.held().isPresent());
    }

    private boolean paused(SimService service, Rollout rollout) {
        String canary = rollout.canary().name();
        return Granted.lacks(facts, service, canary)
                || Segments.mirroredByPeople(facts, service, canary)
                || rollout.history().reversed().stream()
                        .takeWhile(move -> move.phase() == PhaseKind.PAUSED)
                        .anyMatch(move -> hasCause(service, rollout, move));
    }

    private boolean hasCause(SimService service, Rollout rollout, Move move) {
        @Nullable RolloutEvent event = events.get(move.eventId());
        if (event instanceof AlertFired
                || (event instanceof Command command && command.action() == Action.PAUSE)) {
            return true;
        }
        String uid = rollout.identity().uid();
        long before = facts.when(uid, move.revision() - 1);
        long decided = facts.when(uid, move.revision());
        return move.cause().contains(Ends.DENIED)
                ? facts.wasDenied(before, decided)
                : edits.mayShow(service, before, decided);
    }

    private boolean lacksPods(SimService service, Rollout rollout) {
        Counted counted = Counted.of(facts, service, rollout.canary().name());
        return counted.available() < Math.max(1, counted.wanted());
    }
}
