package dev.tidegate.simulation.topics;

/** The topics that events come by. */
public enum Topic {
    DEPLOYMENTS,
    ALERTS,
    TIMERS,
    COMMANDS,
    VERDICTS
}
