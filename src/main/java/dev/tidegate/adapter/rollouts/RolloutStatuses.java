package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.adapter.policies.PolicyReader;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.EvidenceText;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.ReleaseView;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.text.TimeText;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** A rollout as its resource and back; nothing is lost on the way. */
public final class RolloutStatuses {

    private RolloutStatuses() {}

    /** The status that shows {@code rollout}. */
    public static RolloutStatus of(Rollout rollout, long generation, long publishedRevision) {
        Phase phase = rollout.phase();
        int step = rollout.history().isEmpty() ? 0 : rollout.history().getLast().step();
        ObjectNode state = StateJson.of(rollout);
        return new RolloutStatus(
                generation,
                phase.title(),
                step + "/" + rollout.plan().steps().size(),
                rollout.plan().steps().stream()
                        .map(RolloutStatuses::text)
                        .collect(Collectors.joining(", ")),
                TrafficText.of(rollout) + note(rollout),
                rollout.stable().map(Version::name).orElse(null),
                phase.since().toString(),
                Scalings.due(rollout).map(Instant::toString).orElse(null),
                ReleaseView.why(rollout).orElse(null),
                rollout.pods()
                        .waits()
                        .or(() -> EvidenceText.waits(rollout))
                        .map(List::of)
                        .orElseGet(() -> waits(phase)),
                EvidenceText.line(rollout).orElse(null),
                rollout.routes().problem().orElse(null),
                rollout.revision(),
                publishedRevision,
                state,
                RolloutConditions.of(rollout, generation),
                OlderWriter.fields(rollout, state));
    }

    /** That the routes do not carry the weight. */
    private static String note(Rollout rollout) {
        if (rollout.plan().dryRun()) {
            return " (dry run)";
        }
        return rollout.routes().problem().isPresent() ? " (not applied)" : "";
    }

    private static List<String> waits(Phase phase) {
        return phase instanceof Phase.Pending pending ? pending.waits() : List.of();
    }

    /** The name of a service's release: service and number are told by it alone. */
    static String name(ServiceKey service, int number) {
        return service.name() + "-" + number;
    }

    /**
     * The rollout that a resource holds; one without a status has just been opened.
     *
     * @throws IllegalArgumentException naming what is wrong with the resource
     */
    public static Stored read(RolloutResource resource) {
        String namespace = resource.getMetadata().getNamespace();
        RolloutSpec spec = resource.getSpec();
        if (spec == null) {
            throw new IllegalArgumentException("spec: is missing");
        }
        ServiceKey service = new ServiceKey(namespace, spec.service());
        String name = resource.getMetadata().getName();
        if (!name.equals(name(service, spec.number()))) {
            throw new IllegalArgumentException(
                    "metadata.name: \"%s\" is not the name of release %d of service %s; that is %s"
                            .formatted(
                                    name,
                                    spec.number(),
                                    spec.service(),
                                    name(service, spec.number())));
        }
        Rollout.Identity identity =
                new Rollout.Identity(
                        resource.getMetadata().getUid(),
                        name,
                        PolicyReader.snapshot(namespace, spec.policy()),
                        spec.event().deploy(service, spec.version()));
        RolloutStatus status = resource.getStatus();
        boolean opened = status == null || status.phase() == null;
        return new Stored(
                opened
                        ? Rollout.opened(
                                identity,
                                Instant.parse(resource.getMetadata().getCreationTimestamp()))
                        : rollout(identity, status),
                spec.number(),
                resource.getMetadata().getResourceVersion(),
                opened ? 0 : or(status.publishedRevision()));
    }

    private static Rollout rollout(Rollout.Identity identity, RolloutStatus status) {
        JsonNode state = status.state();
        return StateJson.read(
                identity,
                state == null || state.isEmpty()
                        ? OlderReader.state(identity, StateJson.MAPPER.valueToTree(status))
                        : OlderReader.renewed(state));
    }

    private static String text(Step step) {
        return TrafficText.of(step.traffic())
                + (step.hold().isZero() ? "" : " " + TimeText.span(step.hold()))
                + (step.until().isPresent() ? " until proven" : "")
                + (step.pause() ? " paused" : "");
    }

    private static long or(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
