package dev.tidegate.simulation;

import dev.tidegate.Leader;
import dev.tidegate.adapter.freezes.KubernetesFreezes;
import dev.tidegate.adapter.istio.IstioRouteGateway;
import dev.tidegate.adapter.policies.KubernetesPolicies;
import dev.tidegate.adapter.rollouts.KubernetesRolloutStore;
import dev.tidegate.adapter.workloads.KubernetesWorkloads;
import dev.tidegate.controller.Controller;
import dev.tidegate.controller.Freezes;
import dev.tidegate.controller.Ports;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.controller.StepTimers;
import dev.tidegate.controller.Watchdog;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.route.istio.ClusterDomain;
import dev.tidegate.simulation.api.SimCluster;
import dev.tidegate.simulation.kernel.Life;
import dev.tidegate.simulation.topics.Member;
import dev.tidegate.simulation.topics.SimOutcomes;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** One life of a process: the real controller and adapters, wired as the product wires them. */
final class Replica implements Member {

    private static final Watchdog WATCHED =
            new Watchdog() {
                @Override
                public void heard() {}

                @Override
                public Optional<String> silent() {
                    return Optional.empty();
                }
            };

    private static final Freezes NOT_FROZEN =
            new Freezes() {
                @Override
                public boolean known() {
                    return true;
                }

                @Override
                public Optional<String> frozen(String namespace) {
                    return Optional.empty();
                }

                @Override
                public int count() {
                    return 0;
                }

                @Override
                public Result<Boolean> follow(Command command) {
                    return new Result.Done<>(false);
                }
            };

    private final World world;
    private final Life life;
    private final SimCluster cluster;
    private final Controller controller;
    private final Leader leader;
    private boolean leading;

    Replica(World world, Life life, Machine machine) {
        this.world = world;
        this.life = life;
        cluster =
                new SimCluster(
                        world.kernel(),
                        life,
                        world.server(),
                        machine.weather(),
                        change -> world.judge().shown(life.name(), change));
        Scheduler scheduler = new Scheduler(life.clock(), life.timers(), life.executor());
        SimTelemetry telemetry = new SimTelemetry(life.name(), world.history(), world::unsound);
        KubernetesRolloutStore rollouts =
                new KubernetesRolloutStore(cluster, scheduler, world.troubles().kept());
        KubernetesPolicies policies = new KubernetesPolicies(cluster, scheduler);
        KubernetesWorkloads workloads = new KubernetesWorkloads(cluster, scheduler);
        IstioRouteGateway routes = new IstioRouteGateway(cluster, telemetry, ClusterDomain.LOCAL);
        SimOutcomes outcomes =
                new SimOutcomes(
                        world.kernel(), life, machine.producer(), world.topics(), world::told);
        Optional<KubernetesFreezes> people =
                world.troubles().has(Trouble.FREEZES)
                        ? Optional.of(new KubernetesFreezes(cluster, scheduler, Freezing.HOME))
                        : Optional.empty();
        Ports ports =
                new Ports(
                        rollouts,
                        policies,
                        routes,
                        workloads,
                        WATCHED,
                        outcomes,
                        telemetry,
                        life.timers(),
                        life.clock(),
                        people.<Freezes>map(f -> f).orElse(NOT_FROZEN));
        controller =
                new Controller(
                        ports, life.executor(), new Random(world.kernel().choices().next(1 << 20)));
        StepTimers timers =
                new StepTimers(life.timers(), life.executor(), outcomes, telemetry, life.clock());
        leader = new Leader(rollouts, policies, workloads, routes, controller, timers);
        people.ifPresent(freezes -> freezes.listen(leader::freezeChanged));
    }

    /** Becomes the leader, or is one no more. */
    void lead(boolean lead) {
        leading = lead;
        leader.lead(lead);
    }

    boolean leads() {
        return leading;
    }

    @Override
    public Life life() {
        return life;
    }

    @Override
    public void handle(RolloutEvent event, Runnable done) {
        world.delivered(life.name(), event);
        controller.handle(
                event,
                () -> {
                    world.acknowledged(life.name(), event);
                    done.run();
                });
    }

    /** The watches of a kind break off, and begin again after a while. */
    void gap(String kind, Duration time) {
        cluster.gap(kind, time);
    }

    void crash() {
        leading = false;
        life.crash();
        cluster.end();
    }
}
