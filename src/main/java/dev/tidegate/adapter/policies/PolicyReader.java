package dev.tidegate.adapter.policies;

import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.routing.HostTemplate;
import dev.tidegate.core.routing.Routing;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a policy's spec as a plan; what breaks a rule is named with field, value and rule. */
public final class PolicyReader {

    private PolicyReader() {}

    /**
     * The plan of a policy in {@code namespace}, as people have written it.
     *
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    public static RolloutPlan plan(String namespace, @Nullable RolloutPolicySpec spec) {
        RolloutPlan plan = read(namespace, spec, true);
        RolloutPolicySpec given = Objects.requireNonNull(spec);
        PolicyChecks.check(given.ramp() == null ? "steps" : "ramp.custom", plan);
        EvidenceChecks.check(given, plan);
        return plan;
    }

    /**
     * The plan of a release that was started with this: what was taken then is read, though a
     * policy that says it would be refused by now, and a cookie that says nothing of the stable
     * version is the canary's alone, as it was when such a release was started.
     *
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    public static RolloutPlan snapshot(String namespace, @Nullable RolloutPolicySpec spec) {
        return read(namespace, spec, false);
    }

    private static RolloutPlan read(
            String namespace, @Nullable RolloutPolicySpec spec, boolean stableSticks) {
        if (spec == null) {
            throw new IllegalArgumentException("spec: is missing; a policy needs route and steps");
        }
        Routing routing = routing(namespace, spec.route(), spec.loadBalancer());
        Duration propagation =
                Durations.parse("propagation", spec.propagation(), Duration.ofSeconds(10));
        return new RolloutPlan(
                routing,
                PolicySteps.read(spec, routing, stableSticks),
                Durations.parse("bake", spec.bake(), BlueGreen.bake(spec)),
                Durations.parse("readyTimeout", spec.readyTimeout(), Duration.ofMinutes(10)),
                propagation,
                Objects.requireNonNullElse(spec.workload(), "{service}-{version}"),
                onAlert(spec.onAlert(), spec.alertMemory()),
                choice(
                        "onNewDeploy",
                        spec.onNewDeploy(),
                        RolloutPlan.OnNewDeploy.SUPERSEDE,
                        RolloutPlan.OnNewDeploy.values()),
                choice(
                        "onDrift",
                        spec.onDrift(),
                        RolloutPlan.OnDrift.REVERT,
                        RolloutPlan.OnDrift.values()),
                PodsSpec.read(spec.pods()),
                Boolean.TRUE.equals(spec.dryRun()),
                OldVersionSpec.read(spec.oldVersion()),
                AnalysisSpec.read(
                        spec.analysis(),
                        spec.ramp() == null ? null : spec.ramp().proven(),
                        propagation));
    }

    private static Routing routing(
            String namespace, @Nullable RouteSpec route, @Nullable LoadBalancerSpec balancer) {
        if (route == null) {
            throw new IllegalArgumentException(
                    "route: is missing; name the virtualServices and a destinationRule, a host or"
                            + " hosts");
        }
        List<String> modes = modes(route);
        if (modes.size() != 1) {
            throw new IllegalArgumentException(
                    modes.isEmpty()
                            ? "route: names neither destinationRule nor host nor hosts; name one of"
                                    + " them"
                            : "route: names %s; name one of them"
                                    .formatted(String.join(" and ", modes)));
        }
        List<Routing.VirtualServiceRef> refs =
                orEmpty(route.virtualServices()).stream()
                        .map(vs -> reference(namespace, vs))
                        .toList();
        return new Routing(refs, destinations(namespace, route, balancer));
    }

    /** What says how a version is known; one of them must. */
    private static List<String> modes(RouteSpec route) {
        List<String> modes = new ArrayList<>();
        if (route.destinationRule() != null) {
            modes.add("destinationRule \"%s\"".formatted(route.destinationRule()));
        }
        if (route.host() != null) {
            modes.add("host \"%s\"".formatted(route.host()));
        }
        if (route.hosts() != null) {
            modes.add("hosts " + HostSpecs.words(route.hosts()));
        }
        return modes;
    }

    private static Routing.Destinations destinations(
            String namespace, RouteSpec route, @Nullable LoadBalancerSpec balancer) {
        if (route.destinationRule() != null) {
            return new Routing.Subsets(
                    namespace,
                    route.destinationRule(),
                    Objects.requireNonNullElse(route.versionLabel(), "version"),
                    Optional.ofNullable(balancer).map(LoadBalancers::read));
        }
        if (balancer != null) {
            throw new IllegalArgumentException(
                    "loadBalancer: is written into a version's subset, and host mode (%s) has none; write it into the DestinationRule of each host"
                            .formatted(route.host() == null ? "hosts" : "host: " + route.host()));
        }
        return new Routing.Hosts(
                namespace,
                route.hosts() != null
                        ? HostSpecs.read(route.hosts())
                        : new HostTemplate(Objects.requireNonNull(route.host())));
    }

    private static Routing.VirtualServiceRef reference(String namespace, VirtualServiceSpec spec) {
        if (spec.name() == null || spec.name().isEmpty()) {
            throw new IllegalArgumentException(
                    "route.virtualServices.name: is missing; name the VirtualService");
        }
        return new Routing.VirtualServiceRef(
                Objects.requireNonNullElse(spec.namespace(), namespace),
                spec.name(),
                orEmpty(spec.http()),
                RouteMatchSpecs.read("httpMatch", spec.httpMatch()),
                RouteMatchSpecs.read(spec.tls()),
                RouteMatchSpecs.read("tcp", spec.tcp()));
    }

    private static RolloutPlan.OnAlert onAlert(
            @Nullable OnAlertSpec spec, @Nullable String memory) {
        List<String> severities = spec == null ? null : spec.severity();
        return new RolloutPlan.OnAlert(
                Objects.requireNonNullElse(severities, List.of("critical")),
                choice(
                        "onAlert.unversioned",
                        spec == null ? null : spec.unversioned(),
                        RolloutPlan.Unversioned.ROLLBACK,
                        RolloutPlan.Unversioned.values()),
                Durations.parse("alertMemory", memory, RolloutPlan.OnAlert.MEMORY));
    }

    private static <E extends Enum<E>> E choice(
            String field, @Nullable String value, E absent, E[] choices) {
        if (value == null) {
            return absent;
        }
        return Arrays.stream(choices)
                .filter(c -> c.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s: \"%s\" is unknown; use one of %s"
                                                .formatted(
                                                        field,
                                                        value,
                                                        Arrays.stream(choices)
                                                                .map(
                                                                        c ->
                                                                                c.name()
                                                                                        .toLowerCase(
                                                                                                Locale
                                                                                                        .ROOT))
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
