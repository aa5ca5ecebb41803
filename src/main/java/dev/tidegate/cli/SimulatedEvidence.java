package dev.tidegate.cli;

import dev.tidegate.adapter.policies.PolicyDocument;
import dev.tidegate.chart.Mark;
import dev.tidegate.chart.Moment;
import dev.tidegate.chart.Picture;
import dev.tidegate.chart.ReleaseCourse;
import dev.tidegate.cli.evidence.Forecast;
import dev.tidegate.cli.evidence.Outlook;
import dev.tidegate.cli.evidence.PolicyTrial;
import dev.tidegate.core.rollout.Analysis;

import java.util.ArrayList;
import java.util.List;

/** What a policy's evidence does to releases of a service, simulated. */
final class SimulatedEvidence {

    private final String service;
    private final Analysis analysis;
    private final Forecast forecast;
    private final int releases;
    private final long seed;

    SimulatedEvidence(PolicyDocument policy, EvidenceOptions options, long seed) {
        service = policy.service();
        analysis =
                policy.plan()
                        .analysis()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "analysis: is missing, so the policy of %s asks for no evidence; add for example analysis: {falseRollback: 1%%} to its spec"
                                                        .formatted(policy.service())));
        forecast =
                new Forecast(
                        policy.plan(),
                        analysis.plan(),
                        options.requestsPerSecond(),
                        options.errors());
        releases = options.releases().orElseGet(forecast::releases);
        this.seed = seed;
    }

    EvidenceSimulation run() {
        List<Outlook> outlooks = forecast.outlooks(releases, seed);
        return new EvidenceSimulation(
                service,
                forecast.requestsPerSecond(),
                forecast.failures(),
                releases,
                seed,
                analysis.plan().falseRollback().alpha(),
                outlooks,
                EvidenceNotes.of(
                        forecast.policy(), analysis, outlooks, forecast.requestsPerSecond()));
    }

    /** One release of each kind, that of the seed. */
    String picture() {
        return Picture.svg(
                service + ": what the evidence says of canaries",
                forecast.kinds().stream().map(this::drawn).toList());
    }

    private ReleaseCourse drawn(int times) {
        List<Moment> moments = new ArrayList<>();
        List<Mark> marks = new ArrayList<>();
        PolicyTrial.Course course =
                forecast.trial(times)
                        .run(
                                seed,
                                (second, evidence) -> {
                                    Moment moment = Moment.of(second, evidence);
                                    if (!moments.isEmpty()
                                            && moment.weight() > moments.getLast().weight()) {
                                        marks.add(moved(moment));
                                    }
                                    moments.add(moment);
                                });
        if (Double.isFinite(course.found())) {
            marks.add(new Mark(course.found(), "rolled back", true));
        }
        return new ReleaseCourse(
                times == 1 ? "As good as stable" : times + " times as bad", moments, marks);
    }

    private static Mark moved(Moment to) {
        return new Mark(to.second(), "to " + WeightText.percent(to.weight()), false);
    }
}
