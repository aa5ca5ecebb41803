package dev.tidegate.core.rollout;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which phase it is, without its data: what a history and an outcome tell of it. */
public enum PhaseKind {
    PENDING("Pending", true),
    PREPARING("Preparing", true),
    PROGRESSING("Progressing", true),
    PAUSED("Paused", true),
    BAKING("Baking", true),
    ROLLING_BACK("RollingBack", true),
    SUCCEEDED("Succeeded", false),
    ROLLED_BACK("RolledBack", false),
    SUPERSEDED("Superseded", false),
    FAILED("Failed", false);

    private final String title;
    private final boolean live;

    PhaseKind(String title, boolean live) {
        this.title = title;
        this.live = live;
    }

    /** The phase's name, as {@code kubectl get rollouts} and the outcomes show it. */
    public String title() {
        return title;
    }

    /** Whether a rollout in it can still move; the others are ends. */
    public boolean live() {
        return live;
    }

    /** All that are live, or all ends. */
    public static List<PhaseKind> all(boolean live) {
        return Arrays.stream(values()).filter(kind -> kind.live == live).toList();
    }

    /** The one with this title, in any case; empty when there is none. */
    public static Optional<PhaseKind> of(String title) {
        return Arrays.stream(values())
                .filter(kind -> kind.title.equalsIgnoreCase(title))
                .findFirst();
    }
}
