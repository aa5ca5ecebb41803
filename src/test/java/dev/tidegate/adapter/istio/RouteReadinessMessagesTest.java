package dev.tidegate.adapter.istio;

import static org.awaitility.Awaitility.await;

import dev.tidegate.messages.Collection;

import org.junit.jupiter.api.Test;

/** What readiness says of the routes. */
class RouteReadinessMessagesTest extends RouteScene {

    private final Collection collected = new Collection();

    private void unready(String provoked, IstioRouteGateway routes) {
        await().until(() -> routes.trouble().isPresent());
        collected.add(provoked, routes.name() + ": " + routes.trouble().orElseThrow());
    }

    @Test
    void troubleSaysWhatToDo() {
        await().until(() -> gateway.trouble().isEmpty());
        server.fail("watch", "VirtualService", Integer.MAX_VALUE, 503);
        server.fail("list", "VirtualService", Integer.MAX_VALUE, 503);
        server.cutWatches();
        unready("the watch broke off", gateway);
        server.heal();
        server.fail("list", "DestinationRule", Integer.MAX_VALUE, 404);
        server.fail("watch", "DestinationRule", Integer.MAX_VALUE, 404);
        IstioRouteGateway old = anotherGateway();
        await().until(() -> old.trouble().orElse("").contains("serves no"));
        unready("an Istio that is too old", old);
        collected.check("readiness-of-routes");
    }
}
