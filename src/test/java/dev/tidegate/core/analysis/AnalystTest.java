package dev.tidegate.core.analysis;

import static dev.tidegate.core.analysis.AnalystStory.ERRORS;
import static dev.tidegate.core.analysis.AnalystStory.GOOD;
import static dev.tidegate.core.analysis.AnalystStory.OUTAGE;
import static dev.tidegate.core.analysis.AnalystStory.known;
import static dev.tidegate.core.analysis.AnalystStory.release;
import static dev.tidegate.core.analysis.Readings.second;
import static dev.tidegate.core.analysis.Ticks.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.messages.ForPeople;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class AnalystTest {

    @Test
    void withoutReleaseEachVersionIsLearnt() {
        AnalystStory story = new AnalystStory().seconds(0, 60, tick(1, 50, 1, 50));
        assertThat(story.tellings()).isEmpty();
        assertThat(story.state().versions()).containsOnlyKeys("v1", "v2");
        assertThat(story.state().baseline("v1").of(Measure.FAILURES).seconds()).isPositive();
        assertThat(story.state().baseline("v2").of(Measure.FAILURES).seconds()).isPositive();
    }

    @Test
    void releaseBeginsWithWhatIsKnownOfItsStable() {
        AnalystStory story = known();
        Baseline known = story.state().baseline("v1");
        story.live(0);
        Evidence evidence = story.followed().evidence();
        assertThat(evidence.stakes().getFirst().measures().getFirst().dispersion())
                .isEqualTo(known.of(Measure.FAILURES));
        assertThat(evidence.plan().falseRollback().lost()).isZero();
        assertThat(story.tellings()).isEmpty();
    }

    @Test
    void worseIsToldAtOnceAndAgainEveryTenSeconds() {
        AnalystStory story = known().live(0).seconds(0, 60, GOOD);
        assertThat(story.count(Verdict.Worse.class)).isZero();
        story.seconds(60, 64, OUTAGE);
        assertThat(story.count(Verdict.Worse.class)).isOne();
        assertThat(story.last().uid()).isEqualTo("one");
        assertThat(story.last().id())
                .isEqualTo("one/1/worse/" + story.last().heard().toEpochMilli());
        story.seconds(64, 94, GOOD);
        assertThat(story.count(Verdict.Worse.class)).isEqualTo(4);
        story.silence(94, 115);
        assertThat(story.count(Verdict.Worse.class)).isEqualTo(6);
        story.ended().silence(115, 150);
        assertThat(story.count(Verdict.Worse.class)).isEqualTo(6);
    }

    @Test
    void worseIsToldFromStepToStep() {
        AnalystStory story = known().live(0).seconds(0, 4, OUTAGE);
        assertThat(story.count(Verdict.Worse.class)).isOne();
        story.live(release("one", 2, 1, .2, 14), 4).seconds(4, 20, GOOD);
        assertThat(story.last().verdict()).isInstanceOf(Verdict.Worse.class);
        assertThat(story.last().revision()).isEqualTo(2);
        assertThat(story.last().stage()).isEqualTo(1);
    }

    @Test
    void provenIsToldAsTheWeightGrows() {
        AnalystStory story = known().live(0).seconds(0, 240, GOOD);
        List<Double> weights =
                story.tellings().stream()
                        .map(Telling::verdict)
                        .filter(Verdict.Proven.class::isInstance)
                        .map(verdict -> ((Verdict.Proven) verdict).weight())
                        .toList();
        assertThat(weights).hasSizeBetween(4, 80).isSorted().doesNotContain(0.0);
        assertThat(weights.getLast()).isGreaterThan(.2);
        assertThat(story.tellings())
                .extracting(telling -> telling.heard().getEpochSecond())
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingIsProvenOfTheStepBefore() {
        AnalystStory story = known().live(0).seconds(0, 120, GOOD);
        double proven = story.followed().told().proven();
        story.live(release("one", 2, 1, .2, 130), 120).seconds(120, 128, tick(0, 20, 0, 80));
        int told = story.tellings().size();
        story.seconds(128, 150, tick(0, 20, 0, 80));
        assertThat(proven).isPositive();
        assertThat(story.followed().evidence().stakes().getFirst().proof().step().canary())
                .isEqualTo(new Tally(380, 0));
        assertThat(story.tellings().subList(told, story.tellings().size()))
                .allSatisfy(telling -> assertThat(telling.stage()).isEqualTo(1));
    }

    @Test
    void anotherReleaseBeginsAnew() {
        AnalystStory story = known().live(0).seconds(0, 4, OUTAGE);
        story.live(release("two", 1, 0, .1, 10), 4).seconds(4, 40, GOOD);
        assertThat(story.followed().evidence().logSplit()).isLessThan(1);
        assertThat(story.tellings().stream().filter(telling -> telling.uid().equals("two")))
                .noneMatch(telling -> telling.verdict() instanceof Verdict.Worse);
        assertThat(story.followed().evidence().plan()).isEqualTo(ERRORS);
    }

    @Test
    void silenceIsToldWithinHalfAMinuteAndEndsWithTheNextReading() {
        AnalystStory story = known().live(0).seconds(0, 20, GOOD).silence(20, 22);
        story.silence(22, 48);
        assertThat(story.last().verdict().sentence()).doesNotContain("nothing was read");
        int told = story.tellings().size();
        story.silence(48, 50);
        assertThat(story.last().verdict().sentence())
                .isEqualTo(
                        "nothing was read of the traffic for 29 seconds: evidence that is missing"
                                + " moves nothing");
        assertThat(story.tellings()).hasSize(told + 1);
        story.silence(50, 77);
        assertThat(story.tellings()).hasSize(told + 1);
        story.silence(77, 80);
        assertThat(story.tellings()).hasSize(told + 2);
        story.seconds(80, 82, GOOD);
        assertThat(story.last().verdict().sentence()).doesNotContain("nothing was read");
        assertThat(ForPeople.problems(story.last().verdict().sentence())).isEmpty();
    }

    @Test
    void releaseWithoutAnyReadingIsToldToBeSilent() {
        AnalystStory story = new AnalystStory().live(0).silence(0, 30);
        assertThat(story.tellings())
                .extracting(told -> told.verdict().sentence().substring(0, 16))
                .containsExactly("no request of th", "nothing was read");
    }

    @Test
    void sameKindOfUnclearIsToldEveryHalfMinute() {
        AnalystStory story = known().live(0).seconds(0, 100, tick(0, 100, 0, 0));
        assertThat(story.tellings()).hasSizeBetween(3, 5);
        assertThat(story.count(Verdict.Unclear.class)).isEqualTo(story.tellings().size());
        assertThat(story.last().verdict().sentence()).contains("the split is wrong");
    }

    @Test
    void repeatedRecordsChangeNothing() {
        LiveRelease release = release("one", 1, 0, .1, 0);
        AnalystStory story = known().live(release, 0).seconds(0, 30, GOOD);
        ServiceEvidence before = story.state();
        int told = story.tellings().size();
        story.live(release, 0);
        for (int i = 0; i < 30; i++) {
            story.reading(
                    "proxy", i, new Tally(10L * (i + 1), 0), new Tally(40_000 + 90L * (i + 1), 0));
        }
        assertThat(story.state()).isEqualTo(before);
        assertThat(story.tellings()).hasSize(told);
    }

    @Test
    void earlierRevisionIsStale() {
        AnalystStory story = known().live(0).live(release("one", 3, 1, .2, 30), 20);
        story.live(release("one", 2, 0, .1, 0), 21);
        assertThat(story.followed().release().revision()).isEqualTo(3);
    }

    @Test
    void endedReleaseIsNotHeardAgain() {
        AnalystStory story = known().live(0).seconds(0, 4, OUTAGE).ended();
        story.live(0).silence(4, 60);
        assertThat(story.state().followed()).isEmpty();
        assertThat(story.count(Verdict.Worse.class)).isOne();
    }

    @Test
    void sameRecordsGiveTheSameVerdicts() {
        List<Telling> once =
                known().live(0).seconds(0, 90, GOOD).seconds(90, 99, OUTAGE).tellings();
        List<Telling> twice =
                known().live(0).seconds(0, 90, GOOD).seconds(90, 99, OUTAGE).tellings();
        assertThat(twice).isEqualTo(once).isNotEmpty();
    }

    @Test
    void observersAndVersionsAreForgottenAfterAnHour() {
        AnalystStory story = known().silence(1, 2);
        assertThat(story.state().observers().last()).hasSize(1);
        story.heard(Analyst.at(story.state(), second(0).plus(Duration.ofMinutes(61))));
        assertThat(story.state().observers().last()).isEmpty();
        assertThat(story.state().versions()).isEmpty();
        assertThat(story.state().forgotten()).isTrue();
    }

    @Test
    void canaryIsLearntOnceItHasMostOfTheTraffic() {
        AnalystStory story = known().live(0).seconds(0, 60, tick(1, 10, 0, 90));
        assertThat(story.state().baseline("v2").of(Measure.FAILURES).seconds()).isZero();
        story.seconds(60, 120, tick(1, 90, 0, 10));
        assertThat(story.state().baseline("v2").of(Measure.FAILURES).seconds()).isPositive();
    }
}
