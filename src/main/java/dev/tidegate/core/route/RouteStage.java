package dev.tidegate.core.route;

/** What a release does with its routes where it stands; a pause of it changes nothing of that. */
public enum RouteStage {

    /** They are not its own: its gates are shut, or it has failed. */
    UNTOUCHED,

    /** What the canary's traffic needs is made, before any weight. */
    PREPARING,

    /** The canary has the weight of a step, or everything while it bakes. */
    MOVING,

    /** The canary's traffic is being taken away. */
    RETREATING,

    /** It has ended with the canary as the stable version. */
    MOVED,

    /** It has ended on the version it came from, or a newer release took its place. */
    RETREATED;

    /** Whether the release has routes and has not ended. */
    public boolean live() {
        return this == PREPARING || this == MOVING || this == RETREATING;
    }

    /** Whether the canary is to get nothing any more. */
    boolean back() {
        return this == RETREATING || this == RETREATED;
    }
}
