package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Scaling.State;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a rollout does to the pods of its two versions. */
public final class Scalings {

    private Scalings() {}

    /**
     * When a timer of the rollout is due: its phase's; of one that has ended, when pods are to be
     * scaled: those of a replaced version in their time, what was decided and is not done at once.
     */
    public static Optional<Instant> due(Rollout rollout) {
        return rollout.live() ? rollout.phase().due() : ofPods(rollout);
    }

    private static Optional<Instant> ofPods(Rollout ended) {
        return open(ended)
                .map(version -> of(ended, version).orElseThrow().at())
                .or(() -> lowers(ended).map(rule -> lowered(ended, rule)));
    }

    /** When that is: no sooner than every proxy knows that the version has no traffic. */
    public static Instant lowered(Rollout ended, ScaleDown rule) {
        return ended.phase().since().plus(rule.notBefore(ended.plan().propagation()).after());
    }

    /** What is to be done with the stable version's pods one day; empty when nothing is. */
    public static Optional<ScaleDown> lowers(Rollout rollout) {
        return rollout.plan()
                .scaleDown()
                .filter(_ -> rollout.phase() instanceof Phase.Succeeded)
                .filter(_ -> rollout.stable().isPresent() && !rollout.plan().dryRun())
                .filter(_ -> rollout.pods().stable().isEmpty());
    }

    /** What became of a version's pods; empty when nothing has. */
    public static Optional<Scaling> of(Rollout rollout, Version version) {
        return version.equals(rollout.canary())
                ? rollout.pods().canary()
                : rollout.pods()
                        .stable()
                        .filter(_ -> rollout.stable().equals(Optional.of(version)));
    }

    /** The version whose pods are to be scaled still. */
    public static Optional<Version> open(Rollout rollout) {
        return versions(rollout)
                .filter(v -> of(rollout, v).filter(Scaling::open).isPresent())
                .findFirst();
    }

    /** What was done and nobody was told yet. */
    public static List<Version> untold(Rollout rollout) {
        return versions(rollout)
                .filter(v -> of(rollout, v).filter(s -> s.state() == State.DONE).isPresent())
                .toList();
    }

    /** The canary and the stable version, as far as it is known. */
    public static Stream<Version> versions(Rollout rollout) {
        return Stream.concat(
                Stream.of(rollout.canary()),
                rollout.stable().filter(v -> !v.equals(rollout.canary())).stream());
    }

    /** The same rollout, which does this to a version's pods. */
    public static Rollout with(Rollout rollout, Version version, Scaling scaling) {
        PodState pods = rollout.live() ? rollout.pods() : rollout.pods().waiting(Optional.empty());
        return rollout.withPods(
                version.equals(rollout.canary())
                        ? pods.scaling(Optional.of(scaling), pods.stable())
                        : pods.scaling(pods.canary(), Optional.of(scaling)));
    }

    /** The same ended rollout, which shows why its pods are not scaled. */
    public static Rollout waiting(Rollout ended, String why) {
        return ended.withPods(ended.pods().waiting(Optional.of("the old version's pods: " + why)));
    }

    /** The same rollout, of whose scalings these were told. */
    public static Rollout told(Rollout rollout, Set<Scaling> told) {
        PodState pods = rollout.pods();
        return rollout.withPods(
                pods.scaling(
                        pods.canary().map(s -> told.contains(s) ? s.told() : s),
                        pods.stable().map(s -> told.contains(s) ? s.told() : s)));
    }

    /**
     * The canary's pods, which are too few while those that were taken are not wanted again: until
     * that is written, and shown here.
     */
    public static Pods awaited(Rollout rollout, Pods pods, Instant now) {
        Optional<Scaling> back =
                rollout.pods()
                        .canary()
                        .filter(s -> s.to() > s.from())
                        .filter(s -> s.open() || now.isBefore(s.at().plus(Scaling.UNDER_WAY)));
        return back.isPresent()
                        && pods instanceof Pods.Seen seen
                        && seen.wanted() == back.get().from()
                ? awaited(back.get(), seen)
                : pods;
    }

    private static Pods.Seen awaited(Scaling back, Pods.Seen seen) {
        String why =
                "%s gets its pods back: it wants %d, and is to want %d"
                        .formatted(seen.workload(), seen.wanted(), back.to());
        return new Pods.Seen(
                seen.workload(),
                seen.wanted(),
                seen.available(),
                seen.current(),
                Optional.of(why),
                seen.falls());
    }

    /** The rollout as if its stable version were released now: so its routes are looked for. */
    public static Rollout reversed(Rollout rollout) {
        DeployStarted old =
                new DeployStarted(
                        rollout.identity().deploy().id(),
                        rollout.service(),
                        rollout.phase().since(),
                        rollout.stable().orElseThrow());
        Rollout.Identity before = rollout.identity();
        Rollout opened =
                Rollout.opened(
                        new Rollout.Identity(before.uid(), before.name(), before.plan(), old),
                        rollout.phase().since());
        return opened.withRoutes(rollout.routes(), opened.phase());
    }
}
