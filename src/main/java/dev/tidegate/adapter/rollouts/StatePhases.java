package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.databind.jsontype.NamedType;

import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;

/** The phases by the names that a state has for them. */
final class StatePhases {

    private StatePhases() {}

    static NamedType[] all() {
        return new NamedType[] {
            named(PhaseKind.PENDING, Phase.Pending.class),
            named(PhaseKind.PREPARING, Phase.Preparing.class),
            named(PhaseKind.PROGRESSING, Phase.Progressing.class),
            named(PhaseKind.PAUSED, Phase.Paused.class),
            named(PhaseKind.BAKING, Phase.Baking.class),
            named(PhaseKind.ROLLING_BACK, Phase.RollingBack.class),
            named(PhaseKind.SUCCEEDED, Phase.Succeeded.class),
            named(PhaseKind.ROLLED_BACK, Phase.RolledBack.class),
            named(PhaseKind.SUPERSEDED, Phase.Superseded.class),
            named(PhaseKind.FAILED, Phase.Failed.class)
        };
    }

    private static NamedType named(PhaseKind kind, Class<? extends Phase> type) {
        return new NamedType(type, kind.title());
    }
}
