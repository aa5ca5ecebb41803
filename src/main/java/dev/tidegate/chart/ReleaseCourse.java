package dev.tidegate.chart;

import java.util.List;

/**
 * A release as it is drawn.
 *
 * @param name a title for a person
 * @param moments at least one, the earliest first
 * @param marks what happened, the earliest first
 */
public record ReleaseCourse(String name, List<Moment> moments, List<Mark> marks) {

    public ReleaseCourse {
        moments = List.copyOf(moments);
        marks = List.copyOf(marks);
        if (moments.isEmpty()) {
            throw new IllegalArgumentException(
                    "moments: are none, so there is nothing to draw; give at least one");
        }
    }

    /** The last second that is drawn. */
    double seconds() {
        double marked = marks.stream().mapToDouble(Mark::second).max().orElse(0);
        return Math.max(1, Math.max(marked, moments.getLast().second()));
    }
}
