package dev.tidegate.core.rollout;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;

/** Which side of a release an alert is about. */
enum AlertTarget {
    CANARY("the canary"),
    STABLE("the stable version"),
    SERVICE("the service as a whole"),
    OTHER("another version");

    private final String title;

    AlertTarget(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    static AlertTarget of(Alert alert, Rollout rollout) {
        if (alert.version().isEmpty()) {
            return SERVICE;
        }
        if (alert.names(rollout.canary(), rollout.workload())) {
            return CANARY;
        }
        boolean stable =
                rollout.stable()
                        .filter(
                                s ->
                                        alert.names(
                                                s,
                                                Routing.workload(
                                                        rollout.plan().workload(),
                                                        rollout.service(),
                                                        s)))
                        .isPresent();
        return stable ? STABLE : OTHER;
    }

    Unversioned reaction(Unversioned unversioned) {
        return switch (this) {
            case CANARY -> Unversioned.ROLLBACK;
            case STABLE -> Unversioned.PAUSE;
            case SERVICE -> unversioned;
            case OTHER -> Unversioned.IGNORE;
        };
    }
}
