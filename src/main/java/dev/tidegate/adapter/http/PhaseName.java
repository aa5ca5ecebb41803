package dev.tidegate.adapter.http;

/** The phases as the API's description lists them: what {@code Phase.title()} may say. */
enum PhaseName {
    Pending,
    Preparing,
    Progressing,
    Paused,
    Baking,
    RollingBack,
    Succeeded,
    RolledBack,
    Superseded,
    Failed
}
