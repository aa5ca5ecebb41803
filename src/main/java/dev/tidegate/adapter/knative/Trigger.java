package dev.tidegate.adapter.knative;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.VerdictTold;

import java.util.Locale;

/** What calls a function: one function for each, named as the folders of {@code functions/}. */
public enum Trigger {
    DEPLOY_STARTED,
    ALERT,
    STEP_TIMER,
    COMMAND;

    /** The trigger of an event from outside. */
    static Trigger of(RolloutEvent event) {
        return switch (event) {
            case DeployStarted _ -> DEPLOY_STARTED;
            // what rolls back is as urgent as an alert, and that function is awake when it comes
            case AlertFired _, AlertResolved _, VerdictTold _ -> ALERT;
            case StepDue _ -> STEP_TIMER;
            case Command _ -> COMMAND;
            case Observed _ -> throw new IllegalArgumentException("nobody sends " + event);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
