package dev.tidegate.core.service;

/** Whether an earlier version of a service can take all the traffic now. */
sealed interface WayBack {

    /** It can, by this release. */
    record Open(ServiceDecision.Open opening) implements WayBack {}

    /**
     * It cannot.
     *
     * @param why what is in the way and what to do, for a person
     */
    record Closed(String why) implements WayBack {}

    /** Nobody knows now. */
    record Unknown(String why) implements WayBack {}
}
