package dev.tidegate.message;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.StepDue;

import org.jspecify.annotations.Nullable;

/** A rollout's due time has come: {@code kafka/schemas/step-due.json}. */
record StepData(
        @Nullable String namespace,
        @Nullable String service,
        @Nullable String rollout,
        @Nullable String uid,
        @Nullable Long revision)
        implements EventData {

    @Override
    public RolloutEvent event(Head head) {
        Check.id("data.rollout", rollout);
        String armedBy = Check.id("data.uid", uid);
        if (revision == null || revision < 1) {
            throw new Invalid(
                    "data.revision",
                    revision == null
                            ? "is missing; give the rollout's revision, a whole number from 1"
                            : revision + " is no revision; use a whole number from 1");
        }
        return new StepDue(head.id(), head.service(), head.time(), armedBy, revision);
    }
}
