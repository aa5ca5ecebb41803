package dev.tidegate.simulation.judge;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/** Watches a world with all checks; the first invariant that does not hold is the verdict. */
public final class Judge implements Verdicts {

    private final Facts facts;
    private final List<Check> checks;
    private final Tally tally = new Tally();
    private @Nullable Violation found;

    public Judge(Facts facts) {
        this.facts = facts;
        this.checks =
                List.of(
                        new Ratios(facts, this),
                        new Rollbacks(facts, this),
                        new Segments(facts, this),
                        new SubsetsFirst(facts, this),
                        new Alerts(facts, this),
                        new Worse(facts, this),
                        new Forewarned(facts, this),
                        new Once(this),
                        new Holds(facts, this),
                        new Ownership(facts, this),
                        new Audit(facts, this),
                        new Retired(facts, this),
                        new OneLive(facts, this),
                        new Waiting(facts, this),
                        new Ends(facts, this),
                        new Borders(facts, this),
                        new PodsFirst(facts, this),
                        new Freezes(facts, this),
                        new DryRuns(facts, this),
                        new OneMover(facts, this),
                        new Scaled(facts, this),
                        new PodsBack(facts, this),
                        new ScalingsTold(facts, this),
                        new Untold(facts, this),
                        new Answers(facts, this),
                        new Undone(facts, this),
                        tally);
    }

    /** What was found, if anything. */
    public Optional<Violation> found() {
        return Optional.ofNullable(found);
    }

    /** How often each thing happened, by its name. */
    public SortedMap<String, Integer> tally() {
        return tally.counts();
    }

    @Override
    public void broken(Invariant invariant, String what) {
        if (found == null) {
            found = new Violation(invariant, facts.micros(), what);
        }
    }

    /** A write that the API server took. */
    public void changed(Change change) {
        if (!change.kind().equals("Rollout")) {
            facts.wrote(change);
            checks.forEach(check -> check.wrote(change));
        } else if (change.after() == null) {
            Rollout last = known(Objects.requireNonNull(change.before()));
            facts.delete(last);
            checks.forEach(check -> check.deleted(change, last));
        } else {
            Rollout after = Facts.read(change.after());
            @Nullable Rollout before = change.before() == null ? null : known(change.before());
            facts.commit(change, after);
            checks.forEach(check -> check.committed(change, before, after));
        }
    }

    /** As it was read when it was written. */
    private Rollout known(ApiObject before) {
        return facts.rollout(before.uid()).orElseGet(() -> Facts.read(before));
    }

    /** The watch of a process is about to show it this. */
    public void shown(String process, Change change) {
        checks.forEach(check -> check.shown(process, change));
    }

    /** An event was written to its topic. */
    public void sent(RolloutEvent event) {
        checks.forEach(check -> check.sent(event));
    }

    /** A process was handed an event. */
    public void delivered(String process, RolloutEvent event) {
        checks.forEach(check -> check.delivered(process, event));
    }

    /** A process has acknowledged an event. */
    public void acknowledged(String process, RolloutEvent event) {
        checks.forEach(check -> check.acknowledged(process, event));
    }

    /** The topic of outcomes has this. */
    public void told(String id, Object outcome) {
        checks.forEach(check -> check.told(id, outcome));
    }

    /** The faults are over, and time has run on. */
    public void settled() {
        checks.forEach(Check::settled);
    }
}
