package dev.tidegate.chaos;

import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;

/** A moment in a release that something waits for. */
enum Moment {
    PENDING("before the gates open"),
    PREPARING("while its subset becomes known"),
    FIRST_STEP("at its first step"),
    SECOND_STEP("at its second step"),
    PAUSED("in a pause"),
    BAKING("in its bake"),
    SUCCEEDED("after it has succeeded"),
    ENDED("after its end");

    private final String title;

    Moment(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether the release is there. */
    boolean is(Rollout rollout) {
        PhaseKind now = rollout.phase().kind();
        return switch (this) {
            case PENDING -> now == PhaseKind.PENDING;
            case PREPARING -> now == PhaseKind.PREPARING;
            case FIRST_STEP -> rollout.phase() instanceof Phase.Progressing p && p.step() == 0;
            case SECOND_STEP -> rollout.phase() instanceof Phase.Progressing p && p.step() == 1;
            case PAUSED -> now == PhaseKind.PAUSED;
            case BAKING -> now == PhaseKind.BAKING;
            case SUCCEEDED -> now == PhaseKind.SUCCEEDED;
            case ENDED -> !rollout.live();
        };
    }
}
