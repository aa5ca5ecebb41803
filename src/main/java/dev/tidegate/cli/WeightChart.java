package dev.tidegate.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws the canary's weight over time as SVG. A pause, which has no length, gets a hatched strip.
 */
final class WeightChart {

    private static final double LEFT = 64;
    private static final double RIGHT = 936;
    private static final double TOP = 64;
    private static final double BOTTOM = 330;
    private static final double PAUSE = 56;
    private static final double LABEL = 44;

    private final StringBuilder svg = new StringBuilder();
    private final List<Part> parts = new ArrayList<>();
    private double nextTick = LEFT;
    private double ticked = -1;
    private double labelled;

    private WeightChart() {}

    /** A stretch of the time axis with one weight. */
    private record Part(double weight, double seconds, boolean pause) {}

    /** The picture of a service's release. */
    static String svg(String service, Simulation result) {
        WeightChart chart = new WeightChart();
        chart.parts.add(new Part(0, result.prepareSeconds(), false));
        for (SimulationStep step : result.steps()) {
            chart.parts.add(new Part(step.weight().doubleValue(), step.holdSeconds(), false));
            if (step.pause()) {
                chart.parts.add(new Part(step.weight().doubleValue(), 0, true));
            }
        }
        chart.parts.add(new Part(100, result.bakeSeconds(), false));
        chart.draw(service);
        return chart.svg.toString();
    }

    private void draw(String service) {
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 400\" role=\"img\"");
        add("    font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#334155\">");
        add("  <title>Weight of the canary of %s over time</title>".formatted(service));
        add(
                "  <defs><pattern id=\"pause\" width=\"8\" height=\"8\""
                        + " patternUnits=\"userSpaceOnUse\"");
        add(
                "      patternTransform=\"rotate(45)\"><rect width=\"4\" height=\"8\""
                        + " fill=\"#f59e0b\"");
        add("      fill-opacity=\"0.35\"/></pattern></defs>");
        add("  <rect width=\"960\" height=\"400\" fill=\"#ffffff\"/>");
        add(
                "  <text x=\"%.0f\" y=\"34\" font-size=\"17\" font-weight=\"600\">%s:"
                        .formatted(LEFT, service));
        add("    share of the canary over time</text>");
        for (int percent = 0; percent <= 100; percent += 25) {
            add(
                    "  <path d=\"M%.1f %.1fH%.1f\" stroke=\"#e2e8f0\"/>"
                            .formatted(LEFT, y(percent), RIGHT));
            add(
                    "  <text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%d %%</text>"
                            .formatted(LEFT - 10, y(percent) + 4, percent));
        }
        steps();
        add(
                "  <text x=\"%.1f\" y=\"388\" text-anchor=\"middle\">time since"
                        .formatted((LEFT + RIGHT) / 2));
        add("    the release began, pauses left out</text>");
        add("</svg>");
    }

    private void steps() {
        double total = Math.max(parts.stream().mapToDouble(Part::seconds).sum(), 1e-3);
        double room = RIGHT - LEFT - PAUSE * parts.stream().filter(Part::pause).count();
        StringBuilder line = new StringBuilder();
        double x = LEFT;
        double at = 0;
        for (Part part : parts) {
            double width = part.pause() ? PAUSE : room * part.seconds() / total;
            line.append(line.isEmpty() ? 'M' : 'L')
                    .append("%.1f %.1fH%.1f".formatted(x, y(part.weight()), x + width));
            if (part.pause()) {
                strip(x, width);
            } else {
                tick(x, at);
            }
            label(part, x, width);
            x += width;
            at += part.seconds();
        }
        tick(x, at);
        add(
                "  <path d=\"%sV%.1fH%.1fZ\" fill=\"#0284c7\" fill-opacity=\"0.15\"/>"
                        .formatted(line, y(0), LEFT));
        add(
                "  <path d=\"%s\" fill=\"none\" stroke=\"#0284c7\" stroke-width=\"2.5\"/>"
                        .formatted(line));
    }

    private void strip(double x, double width) {
        add(
                "  <rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"url(#pause)\"/>"
                        .formatted(x, TOP, width, BOTTOM - TOP));
        add(
                "  <text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"#b45309\">pause</text>"
                        .formatted(x + width / 2, BOTTOM - 8));
    }

    private void label(Part part, double x, double width) {
        if (width >= LABEL && part.weight() > labelled) {
            labelled = part.weight();
            add(
                    "  <text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s %%</text>"
                            .formatted(x + width / 2, y(part.weight()) - 8, number(part.weight())));
        }
    }

    private void tick(double x, double seconds) {
        if (x >= nextTick && seconds > ticked) {
            ticked = seconds;
            add("  <path d=\"M%.1f %.1fv6\" stroke=\"#94a3b8\"/>".formatted(x, BOTTOM));
            add(
                    "  <text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>"
                            .formatted(x, BOTTOM + 22, SimulationTable.time(seconds)));
            nextTick = x + LABEL;
        }
    }

    private static String number(double percent) {
        return percent == Math.rint(percent)
                ? String.valueOf((long) percent)
                : String.valueOf(percent);
    }

    private static double y(double percent) {
        return BOTTOM - (BOTTOM - TOP) * percent / 100;
    }

    private void add(String line) {
        svg.append(line).append('\n');
    }
}
