package dev.tidegate.chaos;

import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.SimService;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is done in a run, all of it decided by the seed before anything begins.
 *
 * @param cues what is sent when a release comes to a moment
 * @param acts what is done at a time, in its order
 */
record Plan(List<SimService> services, List<Cue> cues, List<Act> acts) {

    private static final List<String> TOPICS =
            List.of(
                    "tidegate.deployments",
                    "tidegate.alerts",
                    "tidegate.commands",
                    "tidegate.timers");

    private static final List<String> RUBBISH = List.of("not JSON", "[1,2]", "{\"a\":1}", "");

    static Plan of(ChaosOptions options) {
        Choices choices = Choices.seeded(options.seed() * 0xD1342543DE82EF95L + 3);
        Services made = new Services(choices, options.beat());
        List<SimService> services =
                IntStream.range(0, options.services()).mapToObj(made::make).toList();
        List<Cue> cues = new ArrayList<>();
        List<Act> acts = new ArrayList<>();
        for (int i = 0; i < options.releases(); i++) {
            Release release = release(options, services, i, choices);
            acts.add(Act.quiet(release.at(), stage -> stage.deploy(release)));
            cues.addAll(Script.of(release, choices));
            if (choices.oneIn(10)) {
                acts.add(rubbish(release, choices));
            }
        }
        acts.addAll(Faults.of(choices, options.faults(), options.stop()));
        return new Plan(
                services, cues, acts.stream().sorted(Comparator.comparing(Act::at)).toList());
    }

    /** The services take turns; each has its share of the time for each of its releases. */
    private static Release release(
            ChaosOptions options, List<SimService> services, int i, Choices choices) {
        int number = 1 + i / services.size();
        int each = 1 + (options.releases() - 1) / services.size();
        // the last ones must come while things still go wrong
        long share = options.faults().toMillis() * 8 / 10 / each;
        Duration at = Duration.ofMillis((number - 1) * share + choices.next((int) share));
        Duration pods = choices.oneIn(3) ? options.beat().multipliedBy(2) : Duration.ZERO;
        return new Release(services.get(i % services.size()), number, at, pods);
    }

    private static Act rubbish(Release release, Choices choices) {
        String topic = TOPICS.get(choices.next(TOPICS.size()));
        String text = RUBBISH.get(choices.next(RUBBISH.size()));
        return Act.quiet(
                release.at(), stage -> stage.post().rubbish(topic, release.service().key(), text));
    }
}
