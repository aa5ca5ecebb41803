package dev.tidegate.chart;

/** One chart of a picture. */
interface Chart {

    /** What it shows, for a person. */
    String title(ReleaseCourse course);

    /** Draws it; its title stands above the top. */
    void draw(Svg svg, ReleaseCourse course, double top);
}
