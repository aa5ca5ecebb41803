package dev.tidegate.adapter.kafka;

/** An event that was refused: {@code kafka/schemas/event-refused.json}. */
record RefusedData(String namespace, String service, String event, String reason) {}
