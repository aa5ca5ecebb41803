package dev.tidegate.door;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.VerdictTold;

import java.util.Locale;

/** What somebody can do to a rollout: a verb of RBAC on {@code rollouts.tidegate.dev}. */
public enum Verb {
    /** Tell of a deployment, which starts a release. */
    DEPLOY("tidegate-deployer"),
    /** Tell that an alert fires or is resolved. */
    ALERT("tidegate-alerter"),
    /** Tell what proxies have counted: verdicts are made of it, so it can roll back and promote. */
    REPORT("tidegate-reporter"),
    /** Tell what the evidence says, in the place of the analysis: it rolls back and promotes. */
    JUDGE("tidegate-judge"),
    PROMOTE("tidegate-operator"),
    PAUSE("tidegate-operator"),
    RESUME("tidegate-operator"),
    SKIP("tidegate-operator"),
    ABORT("tidegate-operator"),
    RETRY("tidegate-operator"),
    ROLLBACK("tidegate-operator"),
    FORGET("tidegate-operator"),
    /** Stop all starts and steps of a namespace, or of all. */
    FREEZE("tidegate-operator"),
    UNFREEZE("tidegate-operator"),
    GET("tidegate-viewer"),
    /** Look at all rollouts of a namespace, or of all. */
    LIST("tidegate-viewer"),
    /** Hand over what is on the topics, of any kind, in the place of Kafka; and timers. */
    DELIVER("tidegate-source");

    private final String role;

    Verb(String role) {
        this.role = role;
    }

    /** The verb that somebody needs who sends this event. */
    public static Verb of(RolloutEvent event) {
        return switch (event) {
            case DeployStarted _ -> DEPLOY;
            case AlertFired _, AlertResolved _ -> ALERT;
            case VerdictTold _ -> JUDGE;
            case StepDue _ -> DELIVER;
            case Command command -> valueOf(command.action().name());
            case Observed _ -> throw new IllegalArgumentException("nobody sends " + event);
        };
    }

    /** The ClusterRole of {@code k8s/roles.yaml} that has it. */
    public String role() {
        return role;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
