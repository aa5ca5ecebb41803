package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutStateMachine;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.RoutePlan;
import dev.tidegate.messages.Collection;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the planner says of routes that it cannot read or write: of each golden folder, once. */
class RouteMessagesTest {

    private static final RoutePlanner PLANNER = new RoutePlanner(ClusterDomain.LOCAL);

    /**
     * A host or an object, and what is around it; each is a policy's routing and YAML documents.
     */
    private static final String BARRED =
            """
            {virtualServices: [{name: reviews}], host: 'reviews-{version}'} |
            {virtualServices: [{name: reviews}], host: 'reviews-{version}'} | {kind: Service, metadata: {namespace: bookinfo, name: reviews-v2}}
            {virtualServices: [{name: reviews}], host: 'reviews.{version}'} |
            {virtualServices: [{name: reviews}], host: '{version}.example.com'} |
            {virtualServices: [{name: reviews}], host: '{version}.example.com'} | {kind: ServiceEntry, metadata: {namespace: egress, name: e}, spec: {hosts: ['*.example.com']}}
            {virtualServices: [{name: reviews}], host: 'pay-{version}.pay'} | {kind: Service, metadata: {namespace: pay, name: pay-v2}}
            {virtualServices: [{name: web, namespace: shared}], destinationRule: reviews} | {kind: VirtualService, metadata: {namespace: shared, name: web}}
            {virtualServices: [{name: reviews}], destinationRule: reviews} | {kind: DestinationRule, metadata: {namespace: bookinfo, name: reviews}, spec: {host: pay.pay.svc.cluster.local}}
            """;

    private static List<String> said(GoldenFolder folder) {
        RouteCase given = folder.routeCase();
        List<ObservedObject> objects = folder.objects();
        List<String> said = new ArrayList<>();
        switch (given.expect()) {
            case "reading" ->
                    said.addAll(
                            PLANNER.read(
                                            given.service(),
                                            given.plan().routing(),
                                            objects,
                                            given.hint())
                                    .problems());
            case "drift" ->
                    PLANNER.drift(given.release(), objects)
                            .map(seen -> decided(given.rollout(), seen))
                            .ifPresent(said::add);
            default -> {
                RoutePlan plan = PLANNER.plan(given.release(), objects);
                said.addAll(problems(plan));
                RoutePlannerGoldenTest.writes(plan)
                        .ifPresent(all -> all.forEach(write -> said.addAll(write.notes())));
            }
        }
        return said;
    }

    private static String decided(Rollout rollout, Observation seen) {
        var at = rollout.phase().since();
        var event = new RolloutEvent.Observed("seen", rollout.service(), at, seen);
        return RolloutStateMachine.decide(rollout, event, at).reason();
    }

    private static List<String> problems(RoutePlan plan) {
        return switch (plan) {
            case RoutePlan.Broken(String problem) -> List.of(problem);
            case RoutePlan.Fenced fenced -> List.of(fenced.by());
            case RoutePlan.Writes _ -> List.of();
            case RoutePlan.Retreat retreat -> retreat.problems();
        };
    }

    @Test
    void refusalsOfThePlannerAreForPeople() {
        Collection collected = new Collection();
        for (GoldenFolder folder : GoldenFolder.all()) {
            new TreeSet<>(said(folder))
                    .forEach(message -> collected.add(folder.toString(), message));
        }
        BARRED.lines().forEach(line -> barred(collected, line));
        collected.check("routes");
    }

    private static void barred(Collection collected, String line) {
        String[] given = line.split("\\|", -1);
        var plan = new RouteCase(new Yaml().load("routing: " + given[0])).plan();
        List<ObservedObject> objects = new ArrayList<>();
        if (!given[1].isBlank()) {
            Map<String, Object> tree = new Yaml().load(given[1]);
            objects.add(GoldenFolder.observed(tree));
        }
        var service = new ServiceKey("bookinfo", "reviews");
        var around = new Surroundings(objects, true);
        var canary = new Version("v2");
        Stream.concat(
                        PLANNER.barred(service, plan.routing(), canary, around).stream(),
                        PLANNER.unreached(service, plan.routing(), canary, around).stream())
                .forEach(message -> collected.add(line.strip(), message));
    }
}
