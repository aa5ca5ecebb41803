package dev.tidegate.adapter.http;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of readings: every in-sync replica of Kafka has them.
 *
 * @param readings how many
 */
@Schema(description = "Readings that Kafka has acknowledged")
public record Reported(int readings) {}
