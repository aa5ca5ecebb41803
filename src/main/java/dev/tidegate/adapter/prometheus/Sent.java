package dev.tidegate.adapter.prometheus;

import java.util.List;

/**
 * A series that is looked at.
 *
 * @param points in the order in which they came
 */
record Sent(Series series, List<Point> points) {}
