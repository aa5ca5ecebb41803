package dev.tidegate.core.rollout;

import dev.tidegate.core.analysis.Odds;
import dev.tidegate.core.analysis.PlainNumber;
import dev.tidegate.core.analysis.Tally;
import dev.tidegate.core.analysis.Tick;
import dev.tidegate.core.rollout.Phase.Progressing;

import java.time.Duration;
import java.util.Optional;

/** What is known of a release's evidence, for a person. */
public final class EvidenceText {

    /** So soon after the weights something is to be told. */
    static final Duration SOON = Duration.ofSeconds(30);

    private static final String CAUSE = "evidence: ";

    private static final String SILENT =
            "no evidence was told of it within %d seconds; see that its requests are counted, and that the analysis runs"
                    .formatted(SOON.toSeconds());

    private EvidenceText() {}

    /** What was told last, or that nothing was in time; empty while nothing is known. */
    public static Optional<String> sentence(Rollout rollout) {
        return rollout.judged()
                .flatMap(
                        judged ->
                                judged.silent()
                                        ? Optional.of(SILENT)
                                        : judged.said().map(Said::sentence));
    }

    /** That the step waits for evidence, and why; empty when it waits for none. */
    public static Optional<String> waits(Rollout rollout) {
        return rollout.phase() instanceof Progressing p && p.held().isPresent()
                ? Optional.of("waits for evidence: " + last(rollout))
                : Optional.empty();
    }

    /**
     * How much more has to be proven: {@code 25 % of the traffic are to be proven, 12.5 % are};
     * empty when the step that it is in asks for no proof, or has it.
     */
    public static Optional<String> more(Rollout rollout) {
        return rollout.phase().acting() instanceof Progressing p
                        && rollout.plan().analysis().isPresent()
                        && Proving.asked(rollout, p.step()).isPresent()
                        && Proving.next(rollout, p.step()).isEmpty()
                ? Optional.of(
                        "%s of the traffic are to be proven, %s are"
                                .formatted(
                                        rollout.plan().steps().get(p.step() + 1).weight(),
                                        PlainNumber.percent(
                                                Judged.provenIn(rollout.judged(), p.step()))))
                : Optional.empty();
    }

    /** {@code 12 to 1}: the odds that the canary is worse. */
    public static String odds(Said said) {
        return Odds.of(said.logEvidence());
    }

    /**
     * In a line: {@code unclear, v2 3 of 1,000, v1 20 of 9,000, odds 4 to 1}: of each version what
     * was bad of all requests. Empty while nothing is known.
     */
    public static Optional<String> line(Rollout rollout) {
        return rollout.judged()
                .flatMap(
                        judged ->
                                judged.silent()
                                        ? Optional.of("missing")
                                        : judged.said().map(said -> line(rollout, said)));
    }

    private static String line(Rollout rollout, Said said) {
        Tick counts = said.counts();
        return "%s, %s %s, %s %s, odds %s"
                .formatted(
                        said.word().title(),
                        rollout.canary(),
                        of(counts.canary()),
                        rollout.stable().map(Object::toString).orElse("stable"),
                        of(counts.stable()),
                        odds(said));
    }

    private static String of(Tally tally) {
        return "%s of %s"
                .formatted(PlainNumber.grouped(tally.bad()), PlainNumber.grouped(tally.requests()));
    }

    /** What was told last, or that nothing was. */
    static String last(Rollout rollout) {
        return sentence(rollout).orElse("nothing was told of it yet");
    }

    /** Why a step ends that is proven. */
    static String proven(Rollout rollout) {
        return rollout.judged()
                .flatMap(Judged::said)
                .filter(said -> said.word() == Word.PROVEN)
                .map(said -> cause(said.sentence()))
                .orElseGet(
                        () ->
                                cause(
                                        "%s of the traffic were proven"
                                                .formatted(
                                                        PlainNumber.percent(
                                                                rollout.judged()
                                                                        .map(Judged::proven)
                                                                        .orElse(0.0)))));
    }

    /** What the evidence says, as the cause of a move. */
    static String cause(String sentence) {
        return CAUSE + sentence;
    }

    /** Whether it is what the evidence says. */
    static boolean isCause(String cause) {
        return cause.startsWith(CAUSE);
    }
}
