package dev.tidegate.cli.preview;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.ReleaseView;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.ObservedRoutes;
import dev.tidegate.core.route.istio.RoutePlanner;
import dev.tidegate.core.route.istio.Surroundings;
import dev.tidegate.core.service.GateLook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a release would start from.
 *
 * @param planner of the cluster that the objects are in
 * @param stable the version that the last release left stable, if that is known
 * @param routes the VirtualServices and DestinationRules that there are
 * @param notReady why the canary's pods cannot take traffic; empty when they can, or were not
 *     looked at
 * @param firing alerts of the service that fire
 */
record PlayStart(
        RoutePlanner planner,
        ServiceKey service,
        RolloutPlan plan,
        Version canary,
        Optional<Version> stable,
        List<ObservedObject> routes,
        Optional<String> notReady,
        List<Alert> firing) {

    PlayStart {
        routes = List.copyOf(routes);
        firing = List.copyOf(firing);
        notReady = plan.routing().elsewhere(canary) ? Optional.empty() : notReady;
    }

    /** What the gates of {@code pending} look at. */
    GateLook gates(Rollout pending) {
        boolean services = routes.stream().anyMatch(o -> o.kind().equals(Surroundings.SERVICE));
        Surroundings around = new Surroundings(routes, services);
        List<String> barred =
                new ArrayList<>(planner.barred(service, plan.routing(), canary, around));
        planner.unreached(service, plan.routing(), canary, around).ifPresent(barred::add);
        ObservedRoutes seen =
                planner.gate(
                        ReleaseView.of(pending),
                        plan.steps().stream().map(Step::traffic).toList(),
                        routes,
                        stable);
        return new GateLook(seen.with(barred), notReady, firing);
    }

    /** Whether there is nothing to release: the controller refuses such a deployment. */
    boolean carriesCanary() {
        return reading().stable().filter(canary::equals).isPresent();
    }

    /** What shows that the objects are another service's; empty when nothing does. */
    Optional<String> stranger() {
        OtherService check = new OtherService(service, plan.routing());
        return reading().host().map(check::byRule).orElseGet(() -> check.byHosts(routes));
    }

    private ObservedRoutes reading() {
        return planner.read(service, plan.routing(), routes, stable);
    }
}
