package dev.tidegate.adapter.http;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of an accepted event: every in-sync replica of Kafka has it.
 *
 * @param id the event's identity: its source, a blank, its id
 * @param topic the topic it is on
 * @param key its key there: namespace/service
 */
@Schema(description = "An event that Kafka has acknowledged")
public record Accepted(String id, String topic, String key) {}
