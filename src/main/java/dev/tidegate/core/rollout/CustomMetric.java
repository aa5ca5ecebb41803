package dev.tidegate.core.rollout;

/**
 * A counter of the user's own by which a canary is judged: its series, as the policy names them.
 * What reads a metrics system looks for them.
 *
 * @param name of the metric; its measure in the readings has the same name
 * @param bad selector of the series that count bad requests
 * @param total selector of the series that count all of them, the bad ones too
 */
public record CustomMetric(String name, String bad, String total) {}
