package dev.tidegate.core.analysis;

import static dev.tidegate.core.analysis.AnalystStory.GOOD;
import static dev.tidegate.core.analysis.AnalystStory.OUTAGE;
import static dev.tidegate.core.analysis.AnalystStory.known;
import static dev.tidegate.core.analysis.AnalystStory.release;
import static dev.tidegate.core.analysis.Readings.VERSIONS;
import static dev.tidegate.core.analysis.Readings.second;
import static dev.tidegate.core.analysis.Ticks.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.messages.ForPeople;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the analysis does when what it hears is late, lost, wrong, or of somebody else. */
class AnalystTroubleTest {

    private static Tally canary(AnalystStory story) {
        return story.followed().evidence().stakes().getFirst().proof().step().canary();
    }

    @Test
    void stepThatSettlesLaterLosesNothing() {
        AnalystStory story = known().live(release("one", 1, 0, .1, 10), 0).seconds(0, 9, GOOD);
        story.live(release("one", 1, 0, .1, 13), 3).seconds(9, 20, GOOD);
        assertThat(story.followed().evidence().step().settled()).isEqualTo(second(13));
        assertThat(canary(story)).isEqualTo(new Tally(60, 0));
    }

    @Test
    void whatWasCountedBeforeTheStepSettledIsCountedNoMore() {
        AnalystStory story = known().live(0).seconds(0, 60, GOOD);
        double before = story.followed().evidence().logSplit();
        story.live(release("one", 2, 1, .2, 70), 60).seconds(60, 72, tick(0, 20, 0, 80));
        story.seconds(72, 76, tick(2, 20, 0, 80));
        assertThat(story.followed().evidence().logSplit()).isGreaterThan(before + 1);
        story.live(release("one", 2, 1, .2, 80), 76);
        assertThat(story.followed().evidence().logSplit()).isEqualTo(before);
        assertThat(canary(story)).isEqualTo(Tally.NONE);
        story.seconds(76, 90, tick(0, 20, 0, 80));
        assertThat(canary(story)).isEqualTo(new Tally(180, 0));
    }

    @Test
    void stepThatSettlesMuchLaterBeginsAnew() {
        AnalystStory story = known().live(0).seconds(0, 200, GOOD);
        assertThat(story.followed().before()).isEmpty();
        story.live(release("one", 1, 0, .1, 210), 200);
        assertThat(canary(story)).isEqualTo(Tally.NONE);
    }

    @Test
    void lostEvidenceBeginsWithHalfOfItsChanceAndSaysSo() {
        AnalystStory story = known().live(release("one", 5, 3, .2, -300), 0);
        assertThat(story.followed().evidence().plan().falseRollback().lost()).isOne();
        assertThat(story.tellings()).hasSize(1);
        assertThat(story.last().verdict().sentence())
                .isEqualTo(
                        "the evidence of this release was lost: it begins anew, and asks for twice"
                                + " as much before it blames the canary");
        assertThat(ForPeople.problems(story.last().verdict().sentence())).isEmpty();
        story.seconds(0, 5, tick(20, 20, 0, 80));
        assertThat(story.last().verdict()).isInstanceOf(Verdict.Worse.class);
        assertThat(story.last().verdict().sentence())
                .endsWith("; evidence from before was lost, so twice as much was asked");
    }

    @Test
    void firstStepThatBeganLongAgoHasLostItsEvidence() {
        assertThat(lost(release("one", 1, 0, .1, -121))).isOne();
        assertThat(lost(release("one", 1, 0, .1, -119))).isZero();
        assertThat(lost(release("one", 1, 1, .1, 10))).isOne();
    }

    private static int lost(LiveRelease release) {
        return known().live(release, 0).followed().evidence().plan().falseRollback().lost();
    }

    @Test
    void releaseThatIsFoundHasLostItsEvidenceUnlessItIsFollowed() {
        LiveRelease release = release("one", 1, 0, .1, -5);
        AnalystStory story = known();
        story.heard(Analyst.found(story.state(), release, second(0)));
        assertThat(story.followed().evidence().plan().falseRollback().lost()).isOne();
        story.heard(Analyst.found(story.state(), release, second(5)));
        assertThat(story.tellings()).hasSize(1);
    }

    @Test
    void releaseThatIsLiveAgainHasLostItsEvidence() {
        AnalystStory story = known().live(0).seconds(0, 10, GOOD).ended();
        story.live(release("one", 4, 0, .1, 30), 20);
        assertThat(story.followed().evidence().plan().falseRollback().lost()).isOne();
    }

    @Test
    void oneSourceJudgesUntilItIsSilentForFiveMinutes() {
        AnalystStory story = known().live(0).seconds(0, 10, GOOD);
        Tally counted = canary(story);
        story.from("prometheus").seconds("other", 10, 60, OUTAGE);
        assertThat(canary(story)).isEqualTo(counted);
        assertThat(story.count(Verdict.Worse.class)).isZero();
        story.reading("other", 310, OUTAGE);
        assertThat(story.state().source().orElseThrow().name()).isEqualTo("prometheus");
        assertThat(story.state().observers().last()).containsOnlyKeys("other");
        story.seconds("other", 311, 315, OUTAGE);
        assertThat(story.count(Verdict.Worse.class)).isOne();
    }

    @Test
    void requestsOfOtherRoutesAreNotCompared() {
        LiveRelease release =
                new LiveRelease(
                        "one",
                        1,
                        0,
                        VERSIONS,
                        AnalystStory.ERRORS,
                        new Step(.1, second(0), true),
                        List.of("primary"),
                        true);
        AnalystStory story = known().live(release, 0);
        story.on("static").seconds(0, 20, tick(0, 0, 0, 1_000));
        assertThat(canary(story)).isEqualTo(Tally.NONE);
        story.on("primary").seconds(20, 31, GOOD);
        assertThat(canary(story)).isEqualTo(new Tally(100, 0));
        assertThat(story.state().observers().last())
                .containsKeys("proxy", "proxy (route static)", "proxy (route primary)");
    }

    @Test
    void observersWhoseClocksAreMinutesOffAreStillJudged() {
        for (Duration off : List.of(Duration.ofMinutes(4), Duration.ofMinutes(-4))) {
            AnalystStory story = new AnalystStory().ahead(off).seconds(-400, 0, GOOD).live(0);
            story.seconds(0, 300, GOOD);
            assertThat(story.count(Verdict.Worse.class)).isZero();
            story.seconds(300, 320, OUTAGE);
            assertThat(story.count(Verdict.Worse.class)).isPositive();
            int told = story.tellings().size();
            AnalystStory silent =
                    new AnalystStory().ahead(off).live(0).seconds(0, 20, GOOD).silence(20, 50);
            assertThat(silent.last().verdict().sentence()).startsWith("nothing was read");
            assertThat(told).isPositive();
        }
    }

    @Test
    void readingsThatCannotBeRightAreLeftOutAndSaid() {
        AnalystStory story = known().live(0).seconds(0, 31, tick(0, 2, 0, 98));
        story.reading("proxy", 31, new Tally(66, 9), new Tally(43_100, 0));
        story.seconds(32, 70, tick(0, 2, 0, 98));
        assertThat(story.state().omitted().count()).isOne();
        assertThat(story.tellings())
                .extracting(telling -> telling.verdict().sentence())
                .filteredOn(said -> said.contains("left out"))
                .singleElement()
                .asString()
                .contains("; 1 reading was left out, the last as: reading of proxy: failures of");
    }

    @Test
    void tooManyObserversVersionsOrMeasuresAreLeftOut() {
        AnalystStory story = new AnalystStory();
        for (int i = 0; i < 1_010; i++) {
            story.reading("proxy-" + i, i / 100.0, GOOD);
        }
        assertThat(story.state().observers().last()).hasSize(1_000);
        assertThat(story.state().omitted().count()).isEqualTo(10);
        Map<String, Counts> versions = new HashMap<>();
        for (int i = 0; i < 51; i++) {
            versions.put("v" + i, Readings.failures(0, 1));
        }
        Map<String, Tally> measures = new HashMap<>();
        for (int i = 0; i < 65; i++) {
            measures.put("m" + i, Tally.NONE);
        }
        assertThat(omitted(versions)).contains("has 51 versions; give at most 50");
        assertThat(omitted(Map.of("v1", new Counts(measures))))
                .contains("has 65 counts of one version; give at most 64");
    }

    private static String omitted(Map<String, Counts> versions) {
        Reading reading = new Reading("proxy", second(0), second(0), versions);
        return Analyst.reading(
                        ServiceEvidence.NONE,
                        new SourcedReading("sandbox", Optional.empty(), reading))
                .state()
                .omitted()
                .last();
    }

    @Test
    void recordsThatAreNoReadingsAreCounted() {
        AnalystStory story = known().live(0);
        story.heard(Analyst.unread(story.state(), "data.versions: is missing"));
        assertThat(story.state().omitted()).isEqualTo(new Omitted(1, "data.versions: is missing"));
    }
}
