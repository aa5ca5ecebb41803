package dev.tidegate.adapter.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.core.analysis.FollowedRelease;
import dev.tidegate.core.analysis.ServiceEvidence;
import dev.tidegate.core.analysis.Telling;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.message.BinaryEvent;
import dev.tidegate.message.VerdictCodec;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

import java.time.Instant;

/** A verdict as a record: a CloudEvent in the binary mode. */
final class VerdictRecord {

    private VerdictRecord() {}

    static Record<String, byte[]> of(
            String key, ServiceEvidence state, Telling telling, Instant now) {
        VerdictTold told =
                new VerdictTold(
                        telling.id(),
                        RecordKey.service(key),
                        now,
                        telling.uid(),
                        telling.revision(),
                        telling.stage(),
                        telling.verdict());
        BinaryEvent event =
                state.followed()
                        .map(FollowedRelease::release)
                        .map(release -> VerdictCodec.write(told, release.versions()))
                        .orElseGet(() -> VerdictCodec.write(told));
        RecordHeaders headers = new RecordHeaders();
        event.attributes()
                .forEach(
                        (name, value) -> {
                            String prefix = name.equals("content-type") ? "" : "ce_";
                            headers.add(prefix + name, value.getBytes(UTF_8));
                        });
        return new Record<>(key, event.body(), now.toEpochMilli(), headers);
    }
}
