package dev.tidegate.sandbox.peer;

import dev.tidegate.cli.traffic.Served;

import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The requests of a version as Prometheus knows them: those that were answered, and failures. */
final class Scraped {

    private final Series answered = new Series();
    private final Series failed = new Series();
    private long requests;
    private long failures;

    /** Counts what happened, whether it is scraped or not. */
    void count(Served served) {
        requests += served.requests();
        failures += served.failed();
    }

    void scrape(double second) {
        answered.scrape(second, requests - failures);
        failed.scrape(second, failures);
    }

    /** One of Prometheus' functions of a range. */
    interface Growth {
        OptionalDouble of(Series series, double from, double to);
    }

    /** Of those that were answered, summed up; nothing when there is no such series. */
    OptionalDouble answered(Growth growth, double from, double to) {
        return growth.of(answered, from, to);
    }

    /** Of those that failed. */
    OptionalDouble failed(Growth growth, double from, double to) {
        return growth.of(failed, from, to);
    }

    /** Of all. */
    OptionalDouble all(Growth growth, double from, double to) {
        OptionalDouble good = answered(growth, from, to);
        OptionalDouble bad = failed(growth, from, to);
        return good.isEmpty() && bad.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(good.orElse(0) + bad.orElse(0));
    }

    /**
     * The share of those that were answered, as {@code sum(...!~"5.*") / sum(...)} gives it: NaN
     * when there were no requests, nothing when a series is missing.
     */
    OptionalDouble success(Growth growth, double from, double to) {
        OptionalDouble good = answered(growth, from, to);
        OptionalDouble all = all(growth, from, to);
        return Stream.of(good, all).anyMatch(OptionalDouble::isEmpty)
                ? OptionalDouble.empty()
                : OptionalDouble.of(good.getAsDouble() / all.getAsDouble());
    }

    /** The share of those that failed, as {@code sum(...=~"5..") / sum(...)} gives it. */
    OptionalDouble failure(double from, double to) {
        OptionalDouble bad = failed(Series::rate, from, to);
        OptionalDouble all = all(Series::rate, from, to);
        return bad.isEmpty() || all.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(bad.getAsDouble() / all.getAsDouble());
    }
}
