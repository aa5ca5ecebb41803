package dev.tidegate.core.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Follows the releases of one service: what is known, with what is heard next, gives what is known
 * then and the verdicts to tell. The same records in the same order give the same verdicts; one
 * that comes twice changes nothing.
 *
 * <ul>
 *   <li>Worse is told at once, and again every 10 s as long as the release is live.
 *   <li>Proven is told when the weight grows by a twentieth of itself, at most each second, and
 *       again every 30 s.
 *   <li>Unclear is told when its reason is another one, and again every 30 s.
 * </ul>
 *
 * Times that are given are of our own clock: when a record came in, or what time it is.
 */
public final class Analyst {

    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    /** From a step's beginning: before, a source that is read seldom may have told nothing yet. */
    private static final Duration UNCOUNTED_AFTER = Duration.ofSeconds(15);

    private static final Duration FRESH = Duration.ofMinutes(2);

    private Analyst() {}

    /**
     * After a release was told to be live, or in another step.
     *
     * <p>One that is not known, though it is in a later stage, began more than two minutes ago, or
     * was live before, has lost its evidence: it begins anew with half of its chance.
     */
    public static Analysed live(ServiceEvidence state, LiveRelease release, Instant at) {
        boolean late =
                release.stage() > 0
                        || Duration.between(release.step().settled(), at).compareTo(FRESH) > 0;
        return following(state, release, at, late);
    }

    /** After a release was found to be live that had been told before, as {@link #live}. */
    public static Analysed found(ServiceEvidence state, LiveRelease release, Instant at) {
        return following(state, release, at, true);
    }

    private static Analysed following(
            ServiceEvidence state, LiveRelease release, Instant at, boolean lost) {
        if (state.ended().knew(release)) {
            return Analysed.quiet(state);
        }
        if (state.followed().isPresent()
                && state.followed().get().release().uid().equals(release.uid())) {
            return Analysed.quiet(state.following(state.followed().get().after(release)));
        }
        return begun(state.over(), release, at, lost || state.ended().is(release));
    }

    private static Analysed begun(
            ServiceEvidence free, LiveRelease release, Instant at, boolean lost) {
        Evidence evidence =
                Evidence.begin(
                        release.versions(),
                        lost ? release.plan().afterLoss() : release.plan(),
                        free.baseline(release.versions().stable()),
                        lost ? at : release.step().settled(),
                        release.step());
        FollowedRelease begun =
                FollowedRelease.begin(release, evidence, at, free.omitted().count());
        return lost
                ? tell(free, begun, Judge.lost(evidence), at)
                : Analysed.quiet(free.following(begun));
    }

    /** After the release was told to be live no more. */
    public static Analysed ended(ServiceEvidence state) {
        return Analysed.quiet(state.over());
    }

    /** After a reading. */
    public static Analysed reading(ServiceEvidence state, SourcedReading told) {
        Instant received = told.reading().received();
        ServiceEvidence heard = Hearing.after(state, told);
        return heard.followed()
                .filter(FollowedRelease::fed)
                .filter(
                        known ->
                                known.told().judgedLongAgo(received)
                                        || (known.told().worse().isEmpty()
                                                && known.evidence().worse()))
                .map(known -> judged(heard, known, received))
                .orElseGet(() -> Analysed.quiet(heard));
    }

    /** After a record that is no reading of the service. */
    public static Analysed unread(ServiceEvidence state, String why) {
        return Analysed.quiet(state.omitting(why));
    }

    /** After time has passed; to be asked each second. */
    public static Analysed at(ServiceEvidence state, Instant now) {
        ServiceEvidence kept = Forgetting.before(state, now.minus(FORGOTTEN_AFTER));
        return kept.followed()
                .filter(known -> known.told().judgedLongAgo(now))
                .filter(known -> known.fed() || known.told().mayBeDue(now, known.silent(now)))
                .map(known -> judged(kept, known, now))
                .orElseGet(() -> Analysed.quiet(kept));
    }

    private static Analysed judged(ServiceEvidence state, FollowedRelease known, Instant now) {
        Told told = known.told();
        Evidence evidence = known.evidence();
        Judgement judgement =
                told.worse()
                        .map(worse -> new Judgement(Reason.WORSE, worse))
                        .orElseGet(
                                () ->
                                        Judge.judgement(
                                                evidence,
                                                evidence.heard().plus(known.silent(now))));
        return !expected(known, judgement, now) && told.due(judgement, now)
                ? tell(state, known, judgement, now)
                : Analysed.quiet(state.following(known.telling(told.judgedAt(now))));
    }

    /** Where nothing can be known yet that is no news. */
    private static boolean expected(FollowedRelease known, Judgement judgement, Instant now) {
        Step step = known.evidence().step();
        return judgement.verdict() instanceof Verdict.Unclear
                && (step.weight() == 0
                        || (judgement.reason() == Reason.UNCOUNTED
                                && now.isBefore(step.settled().plus(UNCOUNTED_AFTER))));
    }

    private static Analysed tell(
            ServiceEvidence state, FollowedRelease known, Judgement judgement, Instant now) {
        Omitted omitted = state.omitted();
        LiveRelease release = known.release();
        Telling telling =
                new Telling(
                        release.uid(),
                        release.revision(),
                        release.stage(),
                        known.evidence().heard(),
                        said(judgement.verdict(), omitted, known.told().omitted()));
        FollowedRelease next = known.telling(known.told().telling(judgement, now, omitted.count()));
        return new Analysed(state.following(next), List.of(telling));
    }

    private static Verdict said(Verdict verdict, Omitted omitted, long before) {
        return verdict instanceof Verdict.Unclear(Findings findings, String sentence)
                        && omitted.count() > before
                ? new Verdict.Unclear(
                        findings,
                        Sentences.omitting(sentence, omitted.count() - before, omitted.last()))
                : verdict;
    }
}
