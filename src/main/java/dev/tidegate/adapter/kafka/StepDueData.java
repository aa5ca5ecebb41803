package dev.tidegate.adapter.kafka;

/** A timer that came due: {@code kafka/schemas/step-due.json}. */
record StepDueData(String namespace, String service, String rollout, String uid, long revision) {}
