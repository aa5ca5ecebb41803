package dev.tidegate.adapter.webhook;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import java.util.List;

/**
 * The answer to a webhook: what was published of it, and what was left out.
 *
 * @param published the events that were made of it; every in-sync replica of Kafka has them
 * @param leftOut what of it is no event of ours, and why
 */
@Schema(description = "What became of a webhook")
public record WebhookAnswer(List<Published> published, List<LeftOut> leftOut) {

    /**
     * An event on its topic.
     *
     * @param key its key there: namespace/service
     */
    public record Published(String id, String topic, String key) {}

    /** Something that was not published. */
    public record LeftOut(String what, String why) {}
}
