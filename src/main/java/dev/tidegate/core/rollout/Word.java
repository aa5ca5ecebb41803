package dev.tidegate.core.rollout;

import java.util.Locale;

/** What a verdict says, without what it rests on. */
public enum Word {
    WORSE,
    PROVEN,
    UNCLEAR;

    /** The word as people read it: {@code worse}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
