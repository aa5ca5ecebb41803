package dev.tidegate.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.tidegate.controller.Outcomes;
import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.event.ServiceKey;

/**
 * Reads and writes the live release of a service: {@code kafka/schemas/live.json}. What a later
 * Tidegate adds is ignored, and what an earlier one left out is as it always was, so that old and
 * new processes share the topic.
 */
public final class LiveCodec {

    /** The compacted topic; its key is the service, and no value says that nothing is live. */
    public static final String TOPIC = "tidegate.live";

    /** The CloudEvents type. */
    public static final String TYPE = "dev.tidegate.live";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();

    private LiveCodec() {}

    /**
     * Reads a record's value.
     *
     * @throws Invalid naming the field, the value and the rule
     */
    public static LiveRelease read(byte[] value) {
        return Json.bind(Json.object("data", value), LiveData.class).release();
    }

    /** Writes it; the id is the same of the same release, revision and beginning of its step. */
    public static BinaryEvent write(ServiceKey service, LiveRelease release) {
        String id =
                "%s/%d/live/%d"
                        .formatted(
                                release.uid(),
                                release.revision(),
                                release.step().settled().toEpochMilli());
        EventHead head =
                new EventHead(
                        id, Outcomes.SOURCE, TYPE, release.step().settled(), service.toString());
        LiveData data = LiveData.of(service, release);
        try {
            return new BinaryEvent(TOPIC, head.attributes(), JSON.writeValueAsString(data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(data + " cannot be written as JSON", e);
        }
    }
}
