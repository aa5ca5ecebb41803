package dev.tidegate;

import dev.tidegate.controller.AwaitedEvents;
import dev.tidegate.controller.Controller;
import dev.tidegate.controller.Freezes;
import dev.tidegate.controller.Outcomes;
import dev.tidegate.controller.Policies;
import dev.tidegate.controller.Ports;
import dev.tidegate.controller.RolloutStore;
import dev.tidegate.controller.RouteGateway;
import dev.tidegate.controller.ScheduledTimers;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.controller.StepTimers;
import dev.tidegate.controller.Telemetry;
import dev.tidegate.controller.Watchdog;
import dev.tidegate.controller.Workloads;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/**
 * Puts the parts together: the only place that reads the wall clock and picks a source of
 * randomness.
 */
final class Wiring {

    private static final int TIMERS_SENT_AT_ONCE = 16;

    @Produces
    @Singleton
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Produces
    @Singleton
    Scheduler scheduler(Clock clock) {
        ExecutorService threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("tidegate-", 0).factory());
        return new Scheduler(clock, new ScheduledTimers("timers"), threads);
    }

    @Produces
    @Singleton
    Ports ports(
            RolloutStore store,
            Policies policies,
            RouteGateway routes,
            Workloads workloads,
            Watchdog watchdog,
            Outcomes outcomes,
            Telemetry telemetry,
            Scheduler scheduler,
            Freezes freezes) {
        return new Ports(
                store,
                policies,
                routes,
                workloads,
                watchdog,
                outcomes,
                telemetry,
                scheduler.timers(),
                scheduler.clock(),
                freezes);
    }

    @Produces
    @Singleton
    Controller controller(Ports ports, Scheduler scheduler) {
        return new Controller(ports, scheduler.executor(), RandomGenerator.getDefault());
    }

    @Produces
    @Singleton
    AwaitedEvents deliveries(Controller controller, Ports ports) {
        return new AwaitedEvents(controller, ports);
    }

    @Produces
    @Singleton
    StepTimers stepTimers(Ports ports) {
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        TIMERS_SENT_AT_ONCE, Thread.ofVirtual().name("timer-", 0).factory());
        return new StepTimers(
                ports.timers(), threads, ports.outcomes(), ports.telemetry(), ports.clock());
    }
}
