package dev.tidegate.adapter.streams;

/** Where the evidence is analysed: the setting {@code tidegate.analysis}. */
enum AnalysisMode {
    /** In this process, beside all that it does. */
    EMBEDDED,
    /** In this process, which does nothing else. */
    ONLY,
    /** Not in this process. */
    NONE
}
