package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.route.Annotations;
import dev.tidegate.simulation.scene.NamedHosts;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** A migration to a host of another namespace. */
class HostBordersTest {

    private static final class Scene extends JudgeScene {

        private Scene(boolean granted) {
            super(
                    List.of(
                            new SimService(
                                    REVIEWS,
                                    false,
                                    "bookinfo",
                                    false,
                                    false,
                                    Map.of(),
                                    1,
                                    false,
                                    new NamedHosts(
                                            Map.of(
                                                    "v1", "reviews.bookinfo.svc.cluster.local",
                                                    "v2", "reviews.next.svc.cluster.local"),
                                            granted,
                                            false),
                                    List.of(),
                                    "reviews")),
                    PROCESS);
            service.version("v2", 1)
                    .forEach(o -> server.create("people", Trees.text(o.tree(), "kind"), o));
        }

        private void migrates() {
            var preparing = moved(opened("d1", 1), gatesOpen(), now());
            pass(SimService.PROPAGATION);
            var progressing = due(preparing).rollout();
            write(
                    "VirtualService",
                    "bookinfo",
                    tree -> {
                        RouteView.primary(new ApiObject(tree))
                                .put("route", List.of(to("v1", 95), to("v2", 5)));
                        Annotations.put(tree, Annotations.ROLLOUT, progressing.identity().name());
                        Annotations.put(
                                tree, Annotations.REVISION, "" + progressing.wantedRevision());
                        Annotations.put(tree, Annotations.UID, progressing.identity().uid());
                        return tree;
                    });
        }

        private Map<String, Object> to(String version, int weight) {
            return Trees.map(
                    "destination", Trees.map("host", service.host(version)), "weight", weight);
        }
    }

    @Test
    void breaksI12WhereNothingIsGranted() {
        Scene scene = new Scene(false);
        scene.migrates();
        scene.assertBroken(Invariant.I12);
    }

    @Test
    void isKeptWhereTheServiceIsGranted() {
        Scene scene = new Scene(true);
        scene.migrates();
        scene.assertKept();
    }
}
