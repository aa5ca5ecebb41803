package dev.tidegate.core.service;

import dev.tidegate.core.event.ServiceKey;

/**
 * A route that a live release of another service moves: what two releases write at once, each takes
 * for a hand edit.
 *
 * @param route its name for a person
 * @param release the name of the other's rollout
 * @param owner whose policy names the route too
 */
public record RouteInUse(String route, String release, ServiceKey owner) {

    /** Why no release of this service starts, as a sentence that says what to do. */
    public String now() {
        return sentence("is moved by");
    }

    /** The same while the other release waits to start, and was there first. */
    public String first() {
        return sentence("is to be moved by");
    }

    private String sentence(String how) {
        return "%s %s release %s of RolloutPolicy %s too; wait for its end, and let only one of the policies name that route in route.virtualServices"
                .formatted(route, how, release, owner);
    }
}
