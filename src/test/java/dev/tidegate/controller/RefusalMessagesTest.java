package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;
import dev.tidegate.core.service.PolicyLookup;
import dev.tidegate.messages.Collection;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** What whoever sends an event is told when the controller takes it not, or not yet. */
class RefusalMessagesTest extends ControllerScene {

    private static final Version V4 = new Version("v4");

    private final Collection collected = new Collection();

    @AfterEach
    void close() {
        controller.close();
    }

    /** The refusals that come of one event. */
    private void told(String provoked, RolloutEvent event) {
        int before = world.refusals.size();
        int tried = world.retries.size();
        controller.handle(event, () -> acknowledged.add(event.id()));
        await().until(() -> acknowledged.contains(event.id()));
        acknowledged.clear();
        List<String> told = world.refusals.subList(before, world.refusals.size());
        List<String> again = world.retries.subList(tried, world.retries.size());
        told.forEach(why -> collected.add(provoked, why));
        again.stream().distinct().forEach(why -> collected.add(provoked + ", tried again", why));
        if (told.isEmpty() && again.isEmpty()) {
            collected.add(provoked, "taken");
        }
    }

    private static RolloutEvent now(String id, Action action) {
        return new Command(id, REVIEWS, later(30), action, Optional.empty(), "somebody", "why not");
    }

    private void policy(OnNewDeploy onNewDeploy) {
        world.governedBy(plan(onNewDeploy, OnDrift.REVERT, Unversioned.ROLLBACK));
    }

    @Test
    void refusalsAreForPeople() {
        world.policy = new PolicyLookup.Absent();
        told("a deployment without a policy", deploy("d1", V2, START));
        told("a command without a release", now("c1", Action.PROMOTE));
        world.policy = new PolicyLookup.Invalid("steps: is empty; write at least one");
        told("a deployment with a broken policy", deploy("d2", V2, START));
        policy(OnNewDeploy.REJECT);
        told("a deployment of stable", deploy("d3", V1, START));
        world.createFaults.add(new Result.Rejected<>("(what the API server says)"));
        told("a rollout that the API server refuses", deploy("d4", V2, START));
        world.createFaults.add(new Result.Conflict<>("(what the API server says)"));
        told("a rollout of that number that cannot be read", deploy("d5", V2, later(4)));
        due();
        told("an older deployment", deploy("d6", V3, later(1)));
        told("the same deployment", deploy("d7", V2, later(5)));
        told("another one, onNewDeploy: reject", deploy("d8", V3, later(5)));
        for (Action action : List.of(Action.RESUME, Action.RETRY)) {
            told("while Progressing: " + action, now("p-" + action, action));
        }
        told("an alert", alert("a", "v2"));
        for (Action action : Action.values()) {
            if (action != Action.RETRY) {
                told("after RolledBack: " + action, now("r-" + action, action));
            }
        }
        told("an older deployment after the end", deploy("d9", V3, later(2)));
        policy(OnNewDeploy.QUEUE);
        told("a newer deployment", deploy("d10", V3, later(20)));
        told("a deployment that waits", deploy("d11", V4, later(21)));
        told("a newer one takes its place", deploy("d12", new Version("v5"), later(22)));
        world.policy = new PolicyLookup.Absent();
        told("the policy is gone when its turn comes", now("x", Action.ABORT));
        told("a retry without a policy", now("y", Action.RETRY));
        collected.check("refusals");
    }
}
