package dev.tidegate.cli.preview;

import dev.tidegate.adapter.policies.PolicyBeside;
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
import dev.tidegate.core.service.RouteInUse;

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
 * @param others policies of other services, as far as they were read
 */
record PlayStart(
        RoutePlanner planner,
        ServiceKey service,
        RolloutPlan plan,
        Version canary,
        Optional<Version> stable,
        List<ObservedObject> routes,
        Optional<String> notReady,
        List<Alert> firing,
        List<PolicyBeside> others) {

    PlayStart {
        routes = List.copyOf(routes);
        firing = List.copyOf(firing);
        others = others.stream().filter(other -> !other.service().equals(service)).toList();
        notReady = plan.routing().elsewhere(canary) ? Optional.empty() : notReady;
    }

    /** What the gates of {@code pending} look at. */
    GateLook gates(Rollout pending) {
        boolean services = routes.stream().anyMatch(o -> o.kind().equals(Surroundings.SERVICE));
        Surroundings around = new Surroundings(routes, services);
        List<String> barred =
                new ArrayList<>(planner.barred(service, plan.routing(), canary, around));
        planner.unreached(service, plan.routing(), canary, around).ifPresent(barred::add);
        others.forEach(other -> inUse(other).map(RouteInUse::now).ifPresent(barred::add));
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

    private Optional<RouteInUse> inUse(PolicyBeside other) {
        return shared(other)
                .flatMap(
                        route ->
                                other.live()
                                        .map(name -> new RouteInUse(route, name, other.service())));
    }

    private Optional<String> shared(PolicyBeside other) {
        return planner.shared(service, plan.routing(), other.service(), other.routing(), routes);
    }

    /** Which routes other policies name too, each as a sentence that says what to do. */
    List<String> namedToo() {
        return others.stream()
                .flatMap(
                        other ->
                                shared(other)
                                        .map(
                                                route ->
                                                        "%s is named by RolloutPolicy %s too, and while a release of one moves it none of the other starts; let only one of the policies name it"
                                                                .formatted(route, other.service()))
                                        .stream())
                .toList();
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
