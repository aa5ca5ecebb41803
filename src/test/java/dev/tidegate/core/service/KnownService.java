package dev.tidegate.core.service;

import static dev.tidegate.core.rollout.Scenes.*;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.rollout.PodScenes;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.route.ObservedRoutes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A service of which everything is known at once; each test sets what it is about. */
final class KnownService implements ServiceView {

    List<Rollout> rollouts = List.of();
    boolean fresh;
    boolean settled = true;
    PolicyLookup policy = governed(List.of());
    Optional<Version> carrying = Optional.of(V1);
    boolean exists = true;
    Pods pods = PodScenes.pods(1, 1);
    List<String> problems = List.of();
    boolean defined;
    PriorTraffic prior = PriorTraffic.NONE;
    List<Alert> firingAtTheGates = List.of();
    Answer<List<Alert>> firing = new Answer.Known<>(List.of());
    List<Alert> resolved = List.of();
    Optional<String> frozen = Optional.empty();
    boolean freezesKnown = true;

    Answer<List<String>> leading = new Answer.Known<>(List.of());
    Answer<ScaleLook> scale = new Answer.Known<>(new ScaleLook(Optional.of(3L), Optional.empty()));
    Answer<Optional<String>> userOf = new Answer.Known<>(Optional.empty());

    /** What was asked for, besides the rollouts. */
    final List<String> asked = new ArrayList<>();

    static KnownService of(Rollout... newestFirst) {
        KnownService service = new KnownService();
        service.rollouts = List.of(newestFirst);
        return service;
    }

    static PolicyLookup governed(List<Alert> firing) {
        return new PolicyLookup.Found(plan(), Optional.of(V1), firing);
    }

    KnownService justRead() {
        fresh = true;
        return this;
    }

    @Override
    public List<Rollout> rollouts() {
        return rollouts;
    }

    @Override
    public boolean fresh() {
        return fresh;
    }

    @Override
    public boolean settled(Rollout rollout) {
        return settled;
    }

    @Override
    public PolicyLookup policy() {
        asked.add("policy");
        return policy;
    }

    @Override
    public Optional<Version> carrying(PolicyLookup.Found found) {
        asked.add("carrying");
        return carrying;
    }

    @Override
    public boolean exists(String workload) {
        asked.add("workload " + workload);
        return exists;
    }

    @Override
    public Pods pods(RolloutPlan plan, Version version) {
        asked.add("pods of reviews-" + version);
        return pods;
    }

    @Override
    public Pods canaryPods(Rollout rollout) {
        asked.add("canary's pods");
        return pods;
    }

    @Override
    public boolean defines(Rollout rollout) {
        asked.add("destinations");
        return defined;
    }

    @Override
    public GateLook gates(Rollout pending) {
        asked.add("gates");
        ObservedRoutes routes = new ObservedRoutes(carrying, problems, Optional.empty(), prior);
        return new GateLook(routes, Optional.empty(), firingAtTheGates);
    }

    @Override
    public Answer<List<Alert>> firing() {
        asked.add("firing alerts");
        return firing;
    }

    @Override
    public List<Alert> resolved() {
        return resolved;
    }

    @Override
    public Optional<String> unwatched() {
        return Optional.empty();
    }

    @Override
    public Optional<String> frozen() {
        asked.add("freezes");
        return frozen;
    }

    @Override
    public boolean freezesKnown() {
        return freezesKnown;
    }

    @Override
    public Answer<List<String>> leading(Rollout rollout) {
        asked.add("routes to " + rollout.canary());
        return leading;
    }

    @Override
    public Answer<ScaleLook> scale(String workload) {
        asked.add("scale of " + workload);
        return scale;
    }

    @Override
    public boolean mayScale() {
        return true;
    }

    @Override
    public Answer<Optional<String>> userOf(String workload) {
        return userOf;
    }
}
