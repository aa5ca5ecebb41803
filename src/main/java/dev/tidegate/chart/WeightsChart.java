package dev.tidegate.chart;

/** The canary's share of the traffic over time, with each move. */
final class WeightsChart implements Chart {

    private static final int QUARTER = 25;
    private static final int ALL = 100;

    @Override
    public String title(ReleaseCourse course) {
        return "Share of the traffic of the canary";
    }

    @Override
    public void draw(Svg svg, ReleaseCourse course, double top) {
        Frame frame = new Frame(top, course.seconds(), 0, ALL);
        for (int percent = 0; percent <= ALL; percent += QUARTER) {
            frame.across(svg, percent, percent + " %");
        }
        frame.times(svg);
        frame.marks(svg, course.marks(), false);
        String line = frame.path(course.moments(), moment -> ALL * moment.weight());
        svg.line(
                "<path class=\"area\" d=\"%sV%.1fH%.1fZ\"/>",
                line, frame.bottom(), frame.x(course.moments().getFirst().second()));
        svg.line("<path class=\"canary\" d=\"%s\"/>", line);
    }
}
