package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.message.Invalid;

import java.time.Instant;
import java.util.List;

/**
 * Reads the events of Flux's {@code generic} and {@code generic-hmac} providers: a Kustomization or
 * a HelmRelease was applied. Object, revision, version and time say which: a revert comes back.
 *
 * @see <a href="https://fluxcd.io/flux/components/notification/providers/#generic-webhook">Flux:
 *     generic webhook</a>
 */
final class FluxDecoder implements Decoder {

    private static final List<String> APPLIED =
            List.of("ReconciliationSucceeded", "InstallSucceeded", "UpgradeSucceeded");
    private static final List<String> REVISION = List.of("originRevision", "revision", "token");

    @Override
    public List<Reading> read(WebhookRequest delivery, Mapping mapping) {
        JsonNode event = delivery.json();
        JsonNode object = event.path("involvedObject");
        String uid = object.path("uid").asText("");
        if (uid.isEmpty()) {
            throw new Invalid("involvedObject.uid", "is missing; send Flux's event as it is");
        }
        String what =
                "%s %s/%s"
                        .formatted(
                                object.path("kind").asText(),
                                object.path("namespace").asText(),
                                object.path("name").asText());
        String reason = event.path("reason").asText("");
        if (!APPLIED.contains(reason)) {
            return List.of(
                    new Reading.LeftOut(
                            what,
                            "its reason is \"%s\", none of %s"
                                    .formatted(reason, String.join(", ", APPLIED))));
        }
        String version = mapping.find(event, "version").orElse("");
        Instant time = SenderTimes.read("timestamp", event.path("timestamp"));
        String id = "%s/%s/%s/%s".formatted(uid, revision(event.path("metadata")), version, time);
        return List.of(mapping.declaration(event, what, id, time));
    }

    private static String revision(JsonNode metadata) {
        return REVISION.stream()
                .map(key -> metadata.path(key).asText(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }
}
