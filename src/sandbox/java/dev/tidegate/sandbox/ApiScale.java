package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The subresource {@code scale} of Deployments: how many pods are wanted, and nothing else. It has
 * no PATCH.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/autoscaling-resources/">API</a>
 */
record ApiScale(ApiStore store, ApiCall call) {

    ObjectNode read() {
        return shown(found());
    }

    ObjectNode write(ObjectNode sent) {
        ObjectNode object = found();
        int replicas = sent.at("/spec/replicas").asInt();
        if (replicas < 0) {
            throw new ApiError(422, "Invalid", "spec.replicas: must be 0 or more");
        }
        object.withObject("/spec").put("replicas", replicas);
        object.withObject("/metadata").set("resourceVersion", sent.at("/metadata/resourceVersion"));
        return shown(store.update(call.kind(), call.id(), false, object));
    }

    private ObjectNode found() {
        if (!call.kind().kind().equals("Deployment")) {
            throw ApiError.of(404);
        }
        return store.get(call.kind(), call.id());
    }

    private static ObjectNode shown(ObjectNode deployment) {
        ObjectNode scale = JsonNodeFactory.instance.objectNode();
        scale.put("apiVersion", "autoscaling/v1").put("kind", "Scale");
        ObjectNode metadata = scale.withObject("/metadata");
        for (String field :
                new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            metadata.set(field, deployment.at("/metadata/" + field));
        }
        scale.withObject("/spec").put("replicas", deployment.at("/spec/replicas").asInt(1));
        scale.withObject("/status").put("replicas", deployment.at("/status/replicas").asInt(0));
        return scale;
    }
}
