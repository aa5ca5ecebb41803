package dev.tidegate.adapter.prometheus;

import java.util.Locale;

/** Why a series is no part of any reading. */
enum LeftOut {
    /** None of Istio's request counters, or not as their client saw them. */
    OTHER(""),
    /** A request to what is no Service of the mesh. */
    NO_SERVICE(""),
    /** Its service has no policy. */
    NO_POLICY(""),
    /** The same counters by another replica, or by another port of the same pod. */
    COPY(""),
    /** Older than what was counted already; the next holds it too. */
    LATE(""),
    /** It cannot be told which version answered. */
    NO_VERSION(
            "destination_version is missing, empty or unknown; give the pods of each version a"
                    + " label version, and keep destination_version in write_relabel_configs"),
    NO_OBSERVER(
            "neither pod nor instance says which proxy counted, in at most 200 characters; keep"
                    + " one of them in write_relabel_configs"),
    NO_COUNT("its value is no count; send counters as they are scraped"),
    /** Whoever sends it may not report for its service. */
    NO_RIGHT("the sender may not report for its service; bind the ClusterRole in its namespace"),
    TOO_MANY(
            "there are more series than there is room for; keep the metrics and services that"
                    + " write_relabel_configs of the documentation keep");

    private final String remedy;

    LeftOut(String remedy) {
        this.remedy = remedy;
    }

    /** What is wrong and would be right, for a person; empty when nothing is wrong. */
    String remedy() {
        return remedy;
    }

    /** As a metric names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
