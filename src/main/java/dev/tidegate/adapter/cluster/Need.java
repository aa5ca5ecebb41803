package dev.tidegate.adapter.cluster;

/** Whether the cluster must serve a kind. */
public enum Need {
    REQUIRED,
    /** A cluster may do without it: then it has no such objects. */
    OPTIONAL
}
