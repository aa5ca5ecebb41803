package dev.tidegate.sandbox.peer;

import dev.tidegate.cli.evidence.Ramp;
import dev.tidegate.cli.traffic.Incident;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.cli.traffic.Seen;
import dev.tidegate.cli.traffic.SimulatedTraffic;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** A tool with its settings: what the bench compares with. */
public enum Tool {
    /** The settings of the page How it works. */
    FLAGGER("Flagger, threshold 10, stepWeight 5", () -> new Flagger(5, 50, 10)),
    FLAGGER_TUTORIAL(
            "Flagger's tutorial for Istio, threshold 5, stepWeight 10",
            () -> new Flagger(10, 50, 5)),
    /** What a threshold that is not given is. */
    FLAGGER_DEFAULT("Flagger, no threshold given (1), stepWeight 10", () -> new Flagger(10, 50, 1)),
    ARGO_BACKGROUND(
            "Argo Rollouts in the background, success at least 95 %, failureLimit 3",
            () -> ArgoRollouts.background(0.95)),
    ARGO_BACKGROUND_STRICT("the same, 99 %", () -> ArgoRollouts.background(0.99)),
    ARGO_STEP(
            "Argo Rollouts as a step, 5 each minute, 95 %, failureLimit 0",
            () -> ArgoRollouts.step(0.95)),
    ARGO_STEP_STRICT("the same, 99 %", () -> ArgoRollouts.step(0.99)),
    KAYENTA("Kayenta at 10 %, judged once after 50 minutes", () -> new Kayenta(3_000, 3_000)),
    KAYENTA_OFTEN("Kayenta at 10 %, judged each 10 minutes", () -> new Kayenta(600, 3_600)),
    SHIPPED("the shipped alert CanaryErrorRate, 5, 25 and 50 %", ShippedAlert::new);

    /** Both the canary and its baseline have a tenth of the requests. */
    private static final double WATCHED = 0.2;

    /** When a release begins in the scenarios; what nobody looks at before is left out. */
    private static final int BEGINS = 3_600;

    private static final int LOOKED_BACK = 1_800;
    private static final int MINUTE = 60;
    private static final int MOST = 3_600;

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // each call makes a peer of its own
    private final Supplier<Peer> release;

    Tool(String title, Supplier<Peer> release) {
        this.title = title;
        this.release = release;
    }

    /** What it is, with its settings. */
    public String title() {
        return title;
    }

    /**
     * The release of a seed, which begins an hour after the scenario; Prometheus scrapes at another
     * phase of each.
     */
    public Ramp.Course run(Scenario scenario, long seed) {
        int known = this == SHIPPED ? LOOKED_BACK : MINUTE;
        Scenario watched = watched(earlier(scenario, BEGINS - known));
        SimulatedTraffic traffic = new SimulatedTraffic(watched, new SplittableRandom(seed));
        Scrapes scrapes = new Scrapes();
        int before = known + Math.floorMod(seed, Scrapes.INTERVAL);
        while (scrapes.now() < before) {
            scrapes.count(traffic.next(0, 1));
        }
        Peer peer = release.get();
        long failures = 0;
        for (int second = 0; second <= MOST; second++) {
            switch (peer.at(second, scrapes)) {
                case Peer.Move.RollBack _ -> {
                    return new Ramp.Course(second, Ramp.End.ROLLED_BACK, failures);
                }
                case Peer.Move.Promote _ -> {
                    return new Ramp.Course(second, Ramp.End.PROMOTED, failures);
                }
                case Peer.Move.Split split -> {
                    List<Seen> seen = traffic.next(split.weight(), 1);
                    failures += seen.stream().mapToLong(each -> each.canary().failed()).sum();
                    scrapes.count(seen);
                }
            }
        }
        return new Ramp.Course(MOST, Ramp.End.HELD, failures);
    }

    private static Scenario earlier(Scenario scenario, double seconds) {
        return scenario.incidents().stream()
                .map(
                        incident ->
                                scenario.withIncident(
                                        new Incident(
                                                incident.from() - seconds,
                                                incident.to() - seconds,
                                                incident.times(),
                                                incident.added())))
                .findFirst()
                .orElse(scenario);
    }

    private Scenario watched(Scenario whole) {
        if (this != KAYENTA && this != KAYENTA_OFTEN) {
            return whole;
        }
        return new Scenario(
                whole.requestsPerSecond() * WATCHED,
                whole.season(),
                whole.canary(),
                whole.stable().withPods(whole.canary().pods()),
                whole.pauses(),
                whole.incidents(),
                whole.stableOnly(),
                whole.brokenUsers(),
                whole.proxies());
    }
}
