package dev.tidegate.controller;

import java.time.Clock;

/** Everything the controller reaches the world through. */
public record Ports(
        RolloutStore store,
        Policies policies,
        RouteGateway routes,
        Workloads workloads,
        Watchdog watchdog,
        Outcomes outcomes,
        Telemetry telemetry,
        Timers timers,
        Clock clock,
        Freezes freezes) {}
