package dev.tidegate.core.analysis;

import static dev.tidegate.core.analysis.Readings.VERSIONS;
import static dev.tidegate.core.analysis.Readings.second;
import static dev.tidegate.core.analysis.Readings.versions;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the analysis of one service hears, second by second, and what it tells. */
final class AnalystStory {

    static final AnalysisPlan ERRORS = AnalysisPlan.STANDARD.only(Metric.ERRORS);

    /** No failure in a hundred requests, ten of them the canary's. */
    static final Tick GOOD = Ticks.tick(0, 10, 0, 90);

    /** Every request of the canary fails. */
    static final Tick OUTAGE = Ticks.tick(10, 10, 0, 90);

    static final Tick STABLE_ALONE = Ticks.tick(0, 0, 0, 100);

    private final Map<String, Tick> counted = new HashMap<>();
    private final List<Telling> tellings = new ArrayList<>();
    private ServiceEvidence state = ServiceEvidence.NONE;
    private String source = "envoy-als";
    private Optional<String> route = Optional.empty();
    private Duration ahead = Duration.ZERO;

    ServiceEvidence state() {
        return state;
    }

    FollowedRelease followed() {
        return state.followed().orElseThrow();
    }

    List<Telling> tellings() {
        return tellings;
    }

    Telling last() {
        return tellings.getLast();
    }

    long count(Class<? extends Verdict> kind) {
        return tellings.stream().map(Telling::verdict).filter(kind::isInstance).count();
    }

    static LiveRelease release(String uid, long revision, int stage, double weight, double since) {
        return new LiveRelease(
                uid,
                revision,
                stage,
                VERSIONS,
                ERRORS,
                new Step(weight, second(since), true),
                List.of(),
                true);
    }

    AnalystStory from(String next) {
        source = next;
        return this;
    }

    AnalystStory on(String next) {
        route = Optional.of(next);
        return this;
    }

    /** The observers' clocks are so much ahead of ours. */
    AnalystStory ahead(Duration time) {
        ahead = time;
        return this;
    }

    AnalystStory live(LiveRelease release, double at) {
        return heard(Analyst.live(state, release, second(at)));
    }

    AnalystStory live(double at) {
        return live(release("one", 1, 0, .1, at), at);
    }

    AnalystStory ended() {
        return heard(Analyst.ended(state));
    }

    AnalystStory heard(Analysed analysed) {
        state = analysed.state();
        tellings.addAll(analysed.tellings());
        return this;
    }

    /** Readings of one proxy each second, the first at {@code from}. */
    AnalystStory seconds(double from, double to, Tick each) {
        return seconds("proxy", from, to, each);
    }

    AnalystStory seconds(String observer, double from, double to, Tick each) {
        for (double at = from; at < to; at++) {
            reading(observer, at, each);
        }
        return this;
    }

    AnalystStory reading(String observer, double at, Tick each) {
        Tick all = counted.merge(observer + route, each, Tick::plus);
        return reading(observer, at, all.canary(), all.stable());
    }

    AnalystStory reading(String observer, double at, Tally canary, Tally stable) {
        Instant received = second(at);
        Reading reading =
                new Reading(
                        observer,
                        received.plus(ahead),
                        received,
                        versions(new Tick(canary, stable)));
        return heard(Analyst.reading(state, new SourcedReading(source, route, reading)));
    }

    /** Nothing is read; time passes second by second. */
    AnalystStory silence(double from, double to) {
        for (double at = from; at < to; at++) {
            heard(Analyst.at(state, second(at)));
        }
        return this;
    }

    /** Five minutes of stable alone. */
    static AnalystStory known() {
        return new AnalystStory().seconds(-400, 0, STABLE_ALONE);
    }
}
