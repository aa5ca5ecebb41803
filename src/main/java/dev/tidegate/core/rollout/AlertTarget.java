package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;

/**
 * Which side of a release an alert is about: of its version and its workload, whichever names a
 * side counts. One that names both sides is the canary's: taking its traffic away is the safe
 * mistake.
 */
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
        if (!alert.namesSomething()) {
            return SERVICE;
        }
        if (names(alert, rollout, rollout.canary())) {
            return CANARY;
        }
        boolean stable = rollout.stable().filter(s -> names(alert, rollout, s)).isPresent();
        return stable ? STABLE : OTHER;
    }

    private static boolean names(Alert alert, Rollout rollout, Version version) {
        return rollout.plan().isNamedBy(alert, rollout.service(), version);
    }

    /**
     * Whether an alert acts that began before the release, and of which nothing was known when the
     * gates opened: it came late.
     *
     * <ul>
     *   <li>On the canary: yes. A version may be tried again while the alert of its last try fires,
     *       and had it been known the gates would have kept it from traffic.
     *   <li>On the service as a whole: until the canary gets traffic, for the same reason. Later
     *       not: what began before it is not its doing. Never of one that goes back: it is what a
     *       person goes back for.
     *   <li>On the stable version: no. The gates do not mind it either.
     * </ul>
     *
     * <p>While the gates are shut none acts: they hold the release, or do not mind.
     */
    boolean actsWhenOlder(Rollout rollout) {
        return rollout.traffic().isPresent()
                && (this == CANARY
                        || (this == SERVICE && !rollout.goesBack() && !rollout.reachesCanary()));
    }

    /**
     * What it does. One on the version that a person goes back from is no reason to stay there, and
     * one that names no version may be about that one still: a person decides.
     */
    Unversioned reaction(Rollout rollout) {
        return switch (this) {
            case CANARY -> Unversioned.ROLLBACK;
            case STABLE -> rollout.goesBack() ? Unversioned.IGNORE : Unversioned.PAUSE;
            case SERVICE -> ofService(rollout);
            case OTHER -> Unversioned.IGNORE;
        };
    }

    private static Unversioned ofService(Rollout rollout) {
        Unversioned wanted = rollout.plan().onAlert().unversioned();
        return wanted == Unversioned.ROLLBACK && rollout.goesBack() ? Unversioned.PAUSE : wanted;
    }
}
