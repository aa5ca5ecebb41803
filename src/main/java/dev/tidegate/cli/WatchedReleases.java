package dev.tidegate.cli;

import dev.tidegate.chart.Mark;
import dev.tidegate.chart.ReleaseCourse;
import dev.tidegate.cli.replay.ToldVerdict;
import dev.tidegate.core.analysis.FollowedRelease;
import dev.tidegate.core.analysis.ServiceEvidence;
import dev.tidegate.core.analysis.Verdict;
import dev.tidegate.core.event.ServiceKey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Sees the releases of a service in a replay, to draw them. */
final class WatchedReleases implements BiConsumer<Instant, ServiceEvidence> {

    private final ServiceKey service;
    private final Map<String, Watched> byUid = new LinkedHashMap<>();

    WatchedReleases(ServiceKey service) {
        this.service = service;
    }

    @Override
    public void accept(Instant at, ServiceEvidence known) {
        known.followed()
                .ifPresent(
                        followed ->
                                byUid.computeIfAbsent(
                                                followed.release().uid(), _ -> begun(at, followed))
                                        .see(at, followed));
    }

    private static Watched begun(Instant at, FollowedRelease known) {
        return new Watched(
                known.release().versions().canary(), at, new ArrayList<>(), new ArrayList<>());
    }

    /** As they are drawn, with the first verdict against each. */
    List<ReleaseCourse> courses(List<ToldVerdict> told) {
        List<ReleaseCourse> courses = new ArrayList<>();
        byUid.forEach(
                (uid, watched) -> {
                    List<Mark> marks = new ArrayList<>(watched.marks());
                    told.stream()
                            .filter(verdict -> verdict.telling().uid().equals(uid))
                            .filter(v -> v.telling().verdict() instanceof Verdict.Worse)
                            .findFirst()
                            .ifPresent(
                                    worse ->
                                            marks.add(
                                                    new Mark(
                                                            watched.second(worse.at()),
                                                            "worse",
                                                            true)));
                    courses.add(
                            new ReleaseCourse(
                                    "%s to %s, from %s"
                                            .formatted(
                                                    service, watched.versions(), watched.began()),
                                    watched.moments(),
                                    marks));
                });
        return courses;
    }
}
