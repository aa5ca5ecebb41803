package dev.tidegate.cli;

import picocli.CommandLine.Option;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The options of {@code tidegate simulate} for what a policy asks of its evidence. */
final class EvidenceOptions {

    private static final Pattern PERCENT = Pattern.compile("-?[0-9]{1,4}([.][0-9]{1,6})?%");
    private static final int MOST_REQUESTS_PER_SECOND = 10_000;
    private static final int MOST_RELEASES = 100_000;

    @Option(
            names = "--evidence",
            description = "Show what its analysis does to good canaries and to worse ones.")
    private boolean asked;

    @Option(
            names = "--rps",
            paramLabel = "NUMBER",
            description = "With --evidence: requests a second of the service, such as 100.")
    private Optional<String> requestsPerSecond = Optional.empty();

    @Option(
            names = "--errors",
            paramLabel = "PERCENT",
            description = "With --evidence: how many of them fail with stable, such as 0.1%%.")
    private Optional<String> errors = Optional.empty();

    @Option(
            names = "--runs",
            paramLabel = "N",
            description =
                    "With --evidence: releases of each kind; as many as take some 20 s when"
                            + " absent.")
    private Optional<Integer> releases = Optional.empty();

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "With --evidence: write a picture of one release of each kind, as SVG.")
    private Optional<Path> picture = Optional.empty();

    /** Whether evidence is asked for. */
    boolean asked() {
        String alone =
                requestsPerSecond.isPresent()
                        ? "--rps"
                        : errors.isPresent()
                                ? "--errors"
                                : releases.isPresent()
                                        ? "--runs"
                                        : picture.isPresent() ? "--picture" : "";
        if (!asked && !alone.isEmpty()) {
            throw new IllegalArgumentException(
                    alone + ": is about evidence; add --evidence, or leave it out");
        }
        return asked;
    }

    double requestsPerSecond() {
        String text = required("--rps", requestsPerSecond, "100");
        double number;
        try {
            number = new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--rps: \"%s\" is no number; write for example 100".formatted(text), e);
        }
        if (!(number > 0) || number > MOST_REQUESTS_PER_SECOND) {
            throw new IllegalArgumentException(
                    "--rps: %s is out of range; use more than 0 and at most %d: with more, all is found at least as soon"
                            .formatted(text, MOST_REQUESTS_PER_SECOND));
        }
        return number;
    }

    /** A share of the requests, above 0 and below 1. */
    double errors() {
        String text = required("--errors", errors, "0.1%");
        if (!PERCENT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "--errors: \"%s\" is no share of requests; write it in percent, such as 0.1%%"
                            .formatted(text));
        }
        double share =
                new BigDecimal(text.substring(0, text.length() - 1)).movePointLeft(2).doubleValue();
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "--errors: %s is out of range; use more than 0%% and less than 100%%, and for a service that never fails 0.001%%"
                            .formatted(text));
        }
        return share;
    }

    /** How many releases of each kind, when somebody says. */
    Optional<Integer> releases() {
        releases.filter(number -> number < 1 || number > MOST_RELEASES)
                .ifPresent(
                        number -> {
                            throw new IllegalArgumentException(
                                    "--runs: %d is out of range; use 1 to %d"
                                            .formatted(number, MOST_RELEASES));
                        });
        return releases;
    }

    Optional<Path> picture() {
        return picture;
    }

    private static String required(String name, Optional<String> value, String example) {
        return value.orElseThrow(
                () ->
                        new IllegalArgumentException(
                                "%s: is missing, and --evidence needs it; write for example %s %s"
                                        .formatted(name, name, example)));
    }
}
