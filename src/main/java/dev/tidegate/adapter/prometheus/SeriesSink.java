package dev.tidegate.adapter.prometheus;

import java.util.List;
import java.util.Map;

/** Takes series as they come in. */
@FunctionalInterface
interface SeriesSink {

    /** Takes one. */
    void take(Map<String, String> labels, List<Point> points);
}
