package dev.tidegate.adapter.telemetry;

import dev.tidegate.core.rollout.Decision;

import java.util.List;

/** Names what came of an event in metrics and logs: a small, fixed set. */
final class OutcomeName {

    /** The event was understood, and there is no rollout that it could move. */
    static final String REFUSED = "refused";

    /** All of them. */
    static final List<String> ALL = List.of("moved", "noted", "unchanged", REFUSED);

    private OutcomeName() {}

    static String of(Decision decision) {
        return switch (decision) {
            case Decision.Moved _ -> "moved";
            case Decision.Noted _ -> "noted";
            case Decision.Unchanged _ -> "unchanged";
        };
    }
}
