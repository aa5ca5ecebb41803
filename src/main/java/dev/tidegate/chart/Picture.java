package dev.tidegate.chart;

import java.util.List;
import java.util.stream.Collectors;

/** The picture of one release, or of several below each other. */
public final class Picture {

    private static final List<Chart> CHARTS =
            List.of(new OddsChart(), new RatesChart(), new WeightsChart());

    private static final double HEAD = 64;
    private static final double NAME = 30;
    private static final double EACH = Frame.HEIGHT + 64;

    private static final String STYLE =
            """
            <style>
            .tidegate{font:13px system-ui,sans-serif;fill:#334155;background:#fff}
            .tidegate .ground{fill:#fff}
            .tidegate .head{font-size:17px;font-weight:600}
            .tidegate .name{font-size:15px;font-weight:600}
            .tidegate .end{text-anchor:end}
            .tidegate .middle{text-anchor:middle}
            .tidegate path{fill:none;stroke-width:2}
            .tidegate .grid{stroke:#e2e8f0;stroke-width:1}
            .tidegate .mark{stroke:#94a3b8;stroke-width:1;stroke-dasharray:3 3}
            .tidegate .limit,.tidegate .mark.bad{stroke:#dc2626;stroke-width:1.5;stroke-dasharray:7 4}
            .tidegate .canary{stroke:#b45309}
            .tidegate .stable{stroke:#0369a1}
            .tidegate .bound{stroke-width:1;stroke-dasharray:2 2}
            .tidegate .area{fill:#b45309;fill-opacity:.15;stroke:none}
            .tidegate .of-canary{fill:#b45309}
            .tidegate .of-stable{fill:#0369a1}
            @media (prefers-color-scheme:dark){
            .tidegate{fill:#cbd5e1;background:#0f172a}
            .tidegate .ground{fill:#0f172a}
            .tidegate .grid{stroke:#334155}
            .tidegate .mark{stroke:#64748b}
            .tidegate .limit,.tidegate .mark.bad{stroke:#f87171}
            .tidegate .canary{stroke:#fbbf24}
            .tidegate .stable{stroke:#38bdf8}
            .tidegate .area{fill:#fbbf24}
            .tidegate .of-canary{fill:#fbbf24}
            .tidegate .of-stable{fill:#38bdf8}
            }
            </style>\
            """;

    private Picture() {}

    /**
     * An SVG of its own.
     *
     * @param title for a person
     * @param releases at least one
     */
    public static String svg(String title, List<ReleaseCourse> releases) {
        double height = HEAD + releases.size() * (NAME + EACH * CHARTS.size());
        Svg svg = new Svg();
        svg.line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\""
                        + " class=\"tidegate\">",
                Frame.WIDTH, height);
        svg.line("<title>%s</title>", Svg.escaped(title));
        svg.line("<desc>%s</desc>", Svg.escaped(description(releases)));
        svg.line("%s", STYLE);
        svg.line("<rect class=\"ground\" width=\"%.0f\" height=\"%.0f\"/>", Frame.WIDTH, height);
        svg.words(24, 32, "head", title);
        svg.words(24, 54, "of-canary", "canary");
        svg.words(84, 54, "of-stable", "stable");
        svg.words(
                140, 54, "start", "dashed and thin: a bound; below: time since the release began");
        double top = HEAD;
        for (ReleaseCourse release : releases) {
            top += NAME;
            svg.words(24, top, "name", release.name());
            for (Chart chart : CHARTS) {
                svg.words(24, top + 24, "start", chart.title(release));
                chart.draw(svg, release, top + 34);
                top += EACH;
            }
        }
        return svg.line("</svg>").toString();
    }

    /** The same in words. */
    private static String description(List<ReleaseCourse> releases) {
        return releases.stream().map(Picture::described).collect(Collectors.joining(" "));
    }

    private static String described(ReleaseCourse release) {
        String marks =
                release.marks().stream()
                        .map(mark -> "%s after %.0f s".formatted(mark.words(), mark.second()))
                        .collect(Collectors.joining(", "));
        return "%s: %s.".formatted(release.name(), marks.isEmpty() ? "nothing happened" : marks);
    }
}
