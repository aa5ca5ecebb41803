package dev.tidegate.simulation.judge;

import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.RouteView;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * No event is lost: when a deployment or a command is acknowledged, it is told what became of it,
 * by the first move that it caused or by a refusal; or a live release says that it waits its turn.
 * What only a release knew that somebody deleted is excused, and so is what is declared again and
 * no news.
 */
final class Answers implements Check {

    private final Facts facts;
    private final Verdicts verdicts;
    private final Map<String, RolloutEvent> sent = new LinkedHashMap<>();

    /** Ids of the first outcomes that events led to, by the events' ids. */
    private final Map<String, String> moves = new HashMap<>();

    /** What a release's status kept: it waits its turn, or its refusal is told by and by. */
    private final Set<String> kept = new HashSet<>();

    private final Set<String> told = new HashSet<>();
    private final Set<String> excused = new HashSet<>();

    Answers(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void sent(RolloutEvent event) {
        boolean freezes = event instanceof Command command && FreezeScope.of(command).isPresent();
        if (event instanceof DeployStarted || (event instanceof Command && !freezes)) {
            sent.putIfAbsent(event.id(), event);
            excuseNoNews(event);
        }
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        for (Move move : after.history()) {
            moves.putIfAbsent(
                    move.eventId(), Facts.outcome(after.identity().uid(), move.revision()));
        }
        after.next().map(RolloutEvent::id).ifPresent(kept::add);
        after.refusals().stream().map(Refusal::event).forEach(kept::add);
        sent.values().stream()
                .filter(event -> event.service().equals(after.service()))
                .forEach(this::excuseNoNews);
    }

    /** What a release knew is gone with it; it may come again as if it never had. */
    @Override
    public void deleted(Change change, Rollout last) {
        if (facts.own(change)) {
            return;
        }
        sent.values().stream()
                .filter(event -> last.knows(event) || waits(last, event))
                .map(RolloutEvent::id)
                .forEach(excused::add);
        last.refusals().stream().map(Refusal::event).forEach(excused::add);
    }

    @Override
    public void told(String id, Object outcome) {
        told.add(id);
    }

    @Override
    public void acknowledged(String process, RolloutEvent event) {
        RolloutEvent known = sent.get(event.id());
        if (known != null && !answered(known) && !kept.contains(event.id())) {
            broken("%s has acknowledged %s".formatted(process, event.id()));
        }
    }

    @Override
    public void settled() {
        sent.values().stream()
                .filter(event -> !answered(event))
                .forEach(event -> broken(event.id() + " was taken, and waits for no live release"));
    }

    private boolean answered(RolloutEvent event) {
        String first = moves.get(event.id());
        return told.contains("refused/" + event.id())
                || (first != null && told.contains(first))
                || excused.contains(event.id())
                || facts.of(event.service()).stream().anyMatch(r -> r.live() && waits(r, event));
    }

    private static boolean waits(Rollout rollout, RolloutEvent event) {
        return rollout.next().filter(next -> next.id().equals(event.id())).isPresent();
    }

    private void excuseNoNews(RolloutEvent event) {
        if (event instanceof DeployStarted deploy
                && deploy.declared()
                && (facts.of(deploy.service()).stream().anyMatch(r -> noNews(r, deploy))
                        || carriesAll(deploy))) {
            excused.add(deploy.id());
        }
    }

    /** Whether all of the service's requests go to the deployment's version. */
    private boolean carriesAll(DeployStarted deploy) {
        return facts.service(deploy.service())
                .flatMap(facts::weights)
                .filter(w -> RouteView.share(w, deploy.version().name()) == 1)
                .isPresent();
    }

    private static boolean noNews(Rollout rollout, DeployStarted deploy) {
        return rollout.canary().equals(deploy.version())
                || rollout.stable().filter(deploy.version()::equals).isPresent()
                || rollout.next().filter(n -> n.version().equals(deploy.version())).isPresent()
                || deploy.isOlderThan(rollout.identity().deploy())
                || (rollout.phase() instanceof Phase.Live
                        && rollout.plan().onNewDeploy() == OnNewDeploy.REJECT);
    }

    private void broken(String what) {
        verdicts.broken(Invariant.ANSWERS, what + ", and nothing tells what became of it");
    }
}
