package dev.tidegate;

import dev.tidegate.adapter.kubernetes.RolloutResource;
import dev.tidegate.adapter.kubernetes.RolloutStatuses;
import dev.tidegate.controller.EventCodec;
import dev.tidegate.controller.EventCodec.Decoded;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutStateMachine;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.PlannedWrite;
import dev.tidegate.core.route.RoutePlan;
import dev.tidegate.core.route.RoutePlanner;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An alert's way from its record to what would be written, played on the samples in {@code
 * resources/warm-up}: decode, decide, plan, serialise. Nothing leaves the process.
 */
final class Rehearsal {

    private static final Map<String, String> STRUCTURED =
            Map.of("content-type", "application/cloudevents+json");

    private final EventCodec codec;
    private final KubernetesSerialization json;
    private final String alert = sample("alert");
    private final String rollout = sample("rollout");
    private final List<String> routes =
            List.of(sample("virtual-service"), sample("destination-rule"));

    Rehearsal(EventCodec codec, KubernetesSerialization json) {
        this.codec = codec;
        this.json = json;
    }

    /**
     * Plays it once.
     *
     * @return what the API server would be sent: the Rollout, then the routes, as JSON
     * @throws IllegalStateException when a sample does not lead to a rollback
     */
    List<String> play() {
        RolloutEvent event = decoded();
        Rollout next = decided(event);
        RolloutResource committed = json.unmarshal(rollout, RolloutResource.class);
        committed.setStatus(RolloutStatuses.of(next, 1, 0));
        List<String> sent = new ArrayList<>();
        sent.add(json.asJson(committed));
        for (PlannedWrite write : planned(next)) {
            sent.add(json.asJson(json.convertValue(write.tree(), GenericKubernetesResource.class)));
        }
        return sent;
    }

    private RolloutEvent decoded() {
        return switch (codec.decode(STRUCTURED, alert.getBytes(StandardCharsets.UTF_8))) {
            case Decoded.Event(RolloutEvent event, String _) -> event;
            case Decoded.Poison poison -> throw new IllegalStateException("alert.json: " + poison);
        };
    }

    private Rollout decided(RolloutEvent event) {
        RolloutResource read = json.unmarshal(rollout, RolloutResource.class);
        Rollout now = RolloutStatuses.read(read).rollout();
        if (RolloutStateMachine.decide(now, event, event.time()) instanceof Decision.Moved moved) {
            return moved.next();
        }
        throw new IllegalStateException("rollout.json: the alert does not move it");
    }

    private List<PlannedWrite> planned(Rollout next) {
        List<ObservedObject> observed = routes.stream().map(this::observed).toList();
        RoutePlan plan = RoutePlanner.plan(next, observed);
        if (plan instanceof RoutePlan.Retreat(var writes, var problems) && problems.isEmpty()) {
            return writes;
        }
        throw new IllegalStateException("virtual-service.json: no rollback, but " + plan);
    }

    @SuppressWarnings("unchecked")
    private ObservedObject observed(String text) {
        GenericKubernetesResource object = json.unmarshal(text, GenericKubernetesResource.class);
        return new ObservedObject(
                object.getKind(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName(),
                json.convertValue(object, Map.class));
    }

    /** The sample {@code resources/warm-up/<name>.json}. */
    static String sample(String name) {
        String path = "/warm-up/" + name + ".json";
        try (InputStream in =
                Objects.requireNonNull(Rehearsal.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
