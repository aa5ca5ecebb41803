package dev.tidegate.core.analysis;

/** The kind of a verdict: a person wants to know of another one at once, and of more seldom. */
public enum Reason {
    /** Nothing was told yet. */
    NOTHING,
    WORSE,
    PROVEN,
    /** What was known is gone. */
    LOST,
    /** Nothing was read lately. */
    SILENT,
    /** All the traffic is the canary's, which is not worse as far as can be said. */
    WHOLE,
    /** All the traffic is the canary's, and nothing is known of stable. */
    ALONE,
    /** The canary has another share of the requests than was wanted. */
    SPLIT,
    /** No request of the canary was counted in this step. */
    UNCOUNTED,
    /** More traffic is needed. */
    OPEN
}
