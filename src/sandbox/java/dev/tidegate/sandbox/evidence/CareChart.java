package dev.tidegate.sandbox.evidence;

import java.util.List;

/**
 * Draws the evidence against a good canary over twenty minutes as SVG: without care, with it, and
 * where it is rolled back. Odds are drawn from 1 in 100 to a million.
 */
final class CareChart {

    private static final double LEFT = 84;
    private static final double RIGHT = 936;
    private static final double TOP = 64;
    private static final double BOTTOM = 300;
    private static final double LEAST = Math.log(.01);
    private static final double MOST = Math.log(1e6);
    private static final int POINTS = 120;
    private static final int MINUTE = 60;
    private static final int MINUTES = 20;
    private static final List<String> ODDS =
            List.of(
                    "1 : 100",
                    "1 : 10",
                    "even",
                    "10 : 1",
                    "100 : 1",
                    "1,000",
                    "10,000",
                    "100,000",
                    "a million");

    private final StringBuilder svg = new StringBuilder();

    private CareChart() {}

    /**
     * The picture.
     *
     * @param title what happens
     * @param without the evidence without care
     * @param with the evidence with it
     * @param threshold ln E from which on the canary is rolled back
     */
    static String svg(String title, List<Point> without, List<Point> with, double threshold) {
        CareChart chart = new CareChart();
        chart.frame(title);
        chart.line(without, "#dc2626", "6 4");
        chart.line(with, "#0284c7", "none");
        chart.threshold(threshold);
        chart.legend();
        chart.add("</svg>");
        return chart.svg.toString();
    }

    private void frame(String title) {
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 370\" role=\"img\"");
        add("    font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#334155\">");
        add("  <title>Odds that a good canary is worse: %s</title>".formatted(title));
        add("  <rect width=\"960\" height=\"370\" fill=\"#ffffff\"/>");
        add(
                "  <text x=\"%.0f\" y=\"34\" font-size=\"17\" font-weight=\"600\">%s</text>"
                        .formatted(LEFT, title));
        for (int i = 0; i < ODDS.size(); i++) {
            double y = y(LEAST + i * Math.log(10));
            add("  <path d=\"M%.0f %.1fH%.0f\" stroke=\"#e2e8f0\"/>".formatted(LEFT, y, RIGHT));
            text(LEFT - 10, y + 4, "end", ODDS.get(i));
        }
        for (int minute = 0; minute <= MINUTES; minute += 5) {
            text(x(minute * MINUTE), BOTTOM + 22, "middle", minute + " min");
        }
        text((LEFT + RIGHT) / 2, BOTTOM + 44, "middle", "time since the release began");
    }

    private void line(List<Point> course, String colour, String dashes) {
        StringBuilder path = new StringBuilder();
        int each = Math.max(1, course.size() / POINTS);
        for (int from = 0; from < course.size(); from += each) {
            List<Point> part = course.subList(from, Math.min(course.size(), from + each));
            double most = part.stream().mapToDouble(Point::logOdds).max().orElseThrow();
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append("%.1f %.1f".formatted(x(part.getLast().second()), y(most)));
        }
        add(
                "  <path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\" stroke-dasharray=\"%s\"/>"
                        .formatted(path, colour, dashes));
    }

    private void threshold(double threshold) {
        add(
                "  <path d=\"M%.0f %.1fH%.0f\" stroke=\"#b45309\" stroke-width=\"1.5\"/>"
                        .formatted(LEFT, y(threshold), RIGHT));
        add(
                "  <text x=\"%.0f\" y=\"%.1f\" text-anchor=\"end\" fill=\"#b45309\">rolled back from here on</text>"
                        .formatted(RIGHT, y(threshold) - 6));
    }

    private void legend() {
        add("  <text x=\"%.0f\" y=\"54\" fill=\"#dc2626\">- - without care</text>".formatted(LEFT));
        add(
                "  <text x=\"%.0f\" y=\"54\" fill=\"#0284c7\">&#8212; with it</text>"
                        .formatted(LEFT + 130));
    }

    private void text(double x, double y, String anchor, String text) {
        add(
                "  <text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>"
                        .formatted(x, y, anchor, text));
    }

    private static double x(double second) {
        return LEFT + (RIGHT - LEFT) * second / (MINUTES * MINUTE);
    }

    private static double y(double logOdds) {
        double shown = Math.clamp(logOdds, LEAST, MOST);
        return BOTTOM - (BOTTOM - TOP) * (shown - LEAST) / (MOST - LEAST);
    }

    private void add(String line) {
        svg.append(line).append('\n');
    }
}
