package dev.tidegate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.adapter.kubernetes.PolicyReading;
import dev.tidegate.adapter.kubernetes.RolloutReading;
import dev.tidegate.adapter.kubernetes.RolloutStatus;
import dev.tidegate.adapter.kubernetes.RolloutStatuses;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.istio.GoldenFolder;
import dev.tidegate.core.service.PolicyLookup;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Our own resources as an API server sends them, whatever somebody has written into them.
 *
 * @param reading whether it is understood; it throws for what it refuses
 */
record ResourceDoor(String name, List<Input> corpus, Predicate<GenericKubernetesResource> reading)
        implements Door {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** RolloutPolicies, with what is remembered in their status. */
    static ResourceDoor policy() {
        List<Input> corpus = new ArrayList<>();
        List<Input> files = new ArrayList<>(Examples.yaml("preview", "policy"));
        files.addAll(Examples.yaml("cases", "policy"));
        files.forEach(each -> corpus.add(withStatus(Examples.json(each))));
        return new ResourceDoor("policy-resource", corpus, ResourceDoor::policy);
    }

    private static Input withStatus(Input policy) {
        ObjectNode tree = object(policy);
        tree.withObject("/metadata")
                .put("namespace", "bookinfo")
                .put("uid", "u")
                .put("generation", 1);
        ObjectNode status = tree.putObject("status");
        status.put("observedGeneration", 1).put("stable", "v1").put("liveRollout", "reviews-3");
        alert(status.putArray("firing").addObject()).put("lastSeen", "2026-03-01T11:59:00Z");
        alert(status.putArray("resolved").addObject()).put("endsAt", "2026-03-01T11:00:00Z");
        return Input.of(policy.origin(), Map.of(), tree.toString());
    }

    private static ObjectNode alert(ObjectNode alert) {
        return alert.put("alert", "Errors")
                .put("severity", "critical")
                .put("version", "v2")
                .put("workload", "reviews-v2")
                .put("fingerprint", "f1")
                .put("startsAt", "2026-03-01T10:59:00Z");
    }

    private static boolean policy(GenericKubernetesResource resource) {
        PolicyLookup found = PolicyReading.read(resource, JSON, NOW);
        if (found instanceof PolicyLookup.Invalid(String why)) {
            Wording.assertReason(why);
            return false;
        }
        return true;
    }

    /** Rollouts in every phase, and as the version before wrote them. */
    static ResourceDoor rollout() {
        Input older = Examples.json(Examples.yaml("status", "older").getFirst());
        List<Input> corpus = new ArrayList<>(List.of(older));
        for (GoldenFolder folder : GoldenFolder.all()) {
            Rollout rollout = folder.routeCase().rollout();
            ObjectNode tree = object(older);
            JsonNode status =
                    Loose.JSON.valueToTree(RolloutStatuses.of(rollout, 1, rollout.revision()));
            tree.set("status", status);
            corpus.add(Input.of("status of " + folder, Map.of(), tree.toString()));
        }
        return new ResourceDoor("rollout-resource", corpus, ResourceDoor::rollout);
    }

    private static boolean rollout(GenericKubernetesResource resource) {
        Stored stored = RolloutReading.read(resource, JSON);
        // what is understood can be written, and is the same when it is read again
        RolloutStatus written = RolloutStatuses.of(stored.rollout(), 1, stored.publishedRevision());
        resource.getAdditionalProperties().put("status", JSON.convertValue(written, Map.class));
        assertThat(RolloutReading.read(resource, JSON).rollout()).isEqualTo(stored.rollout());
        return true;
    }

    private static ObjectNode object(Input input) {
        return Loose.JSON.convertValue(
                Loose.JSON.valueToTree(JSON.unmarshal(input.text(), Map.class)), ObjectNode.class);
    }

    @Override
    public boolean wellFormed() {
        return true;
    }

    @Override
    public boolean enter(Input input) {
        GenericKubernetesResource resource;
        try {
            resource = JSON.unmarshal(input.text(), GenericKubernetesResource.class);
        } catch (RuntimeException e) {
            return false; // no API server stores what is no resource
        }
        if (resource == null
                || resource.getMetadata() == null
                || resource.getMetadata().getNamespace() == null
                || resource.getMetadata().getName() == null) {
            return false;
        }
        try {
            return reading.test(resource);
        } catch (IllegalArgumentException e) {
            Wording.assertReason(String.valueOf(e.getMessage()));
            return false;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
