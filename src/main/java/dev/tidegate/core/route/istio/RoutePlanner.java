package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.route.Grants;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.ObservedRoutes;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.RoutePlan;
import dev.tidegate.core.route.Writer;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.traffic.StepTraffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what a release wants into writes of VirtualServices and DestinationRules. Pure: the same
 * objects give the same plan, and an observed tree is never changed. Objects that the plan's
 * routing does not name count by the hosts they share with it, and are listed when one is missing.
 *
 * @param domain of the cluster that the objects are in
 */
public record RoutePlanner(ClusterDomain domain) {

    /** The writes that make the routes equal to what {@code release} wants. */
    public RoutePlan plan(Release release, List<ObservedObject> objects) {
        return plan(release, objects, Set.of());
    }

    /** The same, obeying no fence of a writer that is {@code gone}. */
    public RoutePlan plan(Release release, List<ObservedObject> objects, Set<Writer> gone) {
        return new Planning(release, objects(objects), gone).plan();
    }

    /**
     * Whether the plan may remove a subset, so that {@link #plan} must be given every
     * VirtualService there is: one of them may refer to it.
     */
    public boolean tidies(Release release, List<ObservedObject> objects) {
        return new Planning(release, objects(objects), Set.of()).tidies();
    }

    /**
     * What the routes carry now.
     *
     * @param stableHint the version that the last release left stable; it decides where several
     *     versions carry traffic
     */
    public ObservedRoutes read(
            ServiceKey service,
            Routing routing,
            List<ObservedObject> objects,
            Optional<Version> stableHint) {
        return new RouteReader(service, routing, objects(objects), stableHint).read();
    }

    /**
     * What the gates of a pending rollout ask of its routes.
     *
     * @param steps what each gives the canary
     */
    public ObservedRoutes gate(
            Release release,
            List<StepTraffic> steps,
            List<ObservedObject> objects,
            Optional<Version> stableHint) {
        return new GateReader(release, steps, objects(objects), stableHint).read();
    }

    /** Titles of all routes that lead to the canary, or copy requests to it, whoever wants it. */
    public List<String> leading(Release release, List<ObservedObject> objects) {
        ObservedObjects all = objects(objects);
        Naming naming =
                Namings.of(
                        release.service(),
                        release.routing().destinations(),
                        all,
                        release.known().host());
        return new LeadingRoutes(release, naming, all).titles();
    }

    /**
     * Full names of the hosts that the canary is reached by. Beside the objects that the plan
     * names, {@link #plan} counts DestinationRules of these hosts, and {@link #gate} and a retreat
     * VirtualServices that lead there.
     */
    public Set<String> hosts(Release release, List<ObservedObject> named) {
        return Namings.of(
                        release.service(),
                        release.routing().destinations(),
                        objects(named),
                        release.known().host())
                .hostsOf(release.canary());
    }

    /** The host and all wildcards that cover it. */
    public static List<String> covering(String host) {
        return HostWildcard.covering(host);
    }

    /**
     * Full names of all hosts that are named in an object, as its own or as a destination's;
     * wildcards as they are.
     */
    public Set<String> hostsIn(ObservedObject object) {
        return NamedHosts.of(object, domain);
    }

    /**
     * Why the canary may get no traffic: objects and hosts of namespaces that do not grant them, a
     * host that nobody knows. Asked at the gate and before each write that gives traffic, never
     * before one that takes it away.
     *
     * @return each a sentence that says what to do; empty when nothing is in the way
     */
    public List<String> barred(
            ServiceKey service, Routing routing, Version canary, Surroundings around) {
        Grants grants = new Grants(service, around.objects());
        List<String> problems = new ArrayList<>();
        routing.virtualServices()
                .forEach(
                        ref ->
                                grants.missing(
                                                ObservedObjects.GROUP,
                                                ObservedObjects.VIRTUAL_SERVICE,
                                                ref.namespace(),
                                                ref.name())
                                        .ifPresent(problems::add));
        if (routing.destinations() instanceof Routing.Subsets rule) {
            grants.missing(
                            ObservedObjects.GROUP,
                            ObservedObjects.DESTINATION_RULE,
                            rule.namespace(),
                            rule.destinationRule())
                    .ifPresent(problems::add);
        }
        problems.addAll(
                new HostCheck(service, objects(around.objects()), around, routing.destinations())
                        .barred(canary));
        return problems;
    }

    /**
     * Why nobody can be reached at the canary's host, as a sentence that says what to do; empty
     * when somebody can, and in subset mode.
     */
    public Optional<String> unreached(
            ServiceKey service, Routing routing, Version canary, Surroundings around) {
        return new HostCheck(service, objects(around.objects()), around, routing.destinations())
                .unreached(canary);
    }

    /**
     * A route that two services would both move, by name for a person; empty when there is none.
     *
     * @param objects those that both plans name
     */
    public Optional<String> shared(
            ServiceKey service,
            Routing routing,
            ServiceKey other,
            Routing others,
            List<ObservedObject> objects) {
        return new SharedRoutes(objects(objects)).first(service, routing, other, others);
    }

    /** Whether a version's destinations are defined: its subset is there, or it has a host. */
    public boolean defines(Routing routing, Version version, List<ObservedObject> objects) {
        ObservedObjects all = objects(objects);
        return !(routing.destinations() instanceof Routing.Subsets mode)
                || all.rule(mode)
                        .filter(rule -> new SubsetEdit(mode, rule, all).defines(version))
                        .isPresent();
    }

    /** What somebody else changed after this rollout's last write: the first thing found. */
    public Optional<Observation> drift(Release release, List<ObservedObject> objects) {
        return new DriftSearch(release, objects(objects)).first();
    }

    /**
     * What stands around the routes and counts for the canary, as {@link Surroundings#wanted} says.
     *
     * @param routes the DestinationRule, as far as it is known
     */
    public List<ObservedObject> around(
            ServiceKey service, Routing routing, Version canary, List<ObservedObject> routes) {
        return Surroundings.wanted(service, routing, canary, objects(routes));
    }

    private ObservedObjects objects(List<ObservedObject> all) {
        return new ObservedObjects(all, domain);
    }
}
