package dev.tidegate.simulation.judge;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** How many pods an object counts: a Deployment, or the slice of a Service's endpoints. */
record Counted(int available, int wanted) {

    private static final Counted NOBODY = new Counted(0, 0);
    private static final Set<String> KINDS = Set.of("Deployment", "EndpointSlice");

    static boolean by(Change change) {
        return KINDS.contains(change.kind());
    }

    /** Of what counts a version's pods now. */
    static Counted of(Facts facts, SimService service, String version) {
        String[] key = service.counter(version).split("/", -1);
        String kind = service.isElsewhere(version) ? "EndpointSlice" : "Deployment";
        return of(facts.server().get(kind, key[0], key[1]).orElse(null));
    }

    static Counted of(@Nullable ApiObject object) {
        if (object == null) {
            return NOBODY;
        }
        if (object.tree().containsKey("endpoints")) {
            long ready =
                    Trees.list(object.tree(), "endpoints").stream()
                            .map(each -> Trees.at(each, "conditions"))
                            .filter(c -> !Boolean.FALSE.equals(c.get("ready")))
                            .count();
            return new Counted((int) ready, 1);
        }
        return new Counted(
                Trees.number(object.map("status"), "availableReplicas"),
                Trees.number(object.map("spec"), "replicas"));
    }
}
