package dev.tidegate.simulation.judge;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.route.Annotations;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** I7: a write of the product changes its own part of an object, and nothing beside. */
final class Ownership implements Check {

    private static final String OURS = "tidegate.dev/";
    private static final String ADDED = "tidegate.dev/added-subsets";

    /** What the product may write at all. */
    private static final Set<String> KINDS =
            Set.of(
                    "RolloutPolicy",
                    "VirtualService",
                    "DestinationRule",
                    "Deployment",
                    "Event",
                    "Lease",
                    "ConfigMap");

    private final Facts facts;
    private final Verdicts verdicts;

    Ownership(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void wrote(Change change) {
        if (!facts.own(change)) {
            return;
        }
        if (!KINDS.contains(change.kind())) {
            broken(change, "is no kind that it may write");
            return;
        }
        @Nullable ApiObject before = change.before();
        @Nullable ApiObject after = change.after();
        switch (change.kind()) {
            case "Event", "Lease" -> {}
            case "ConfigMap" -> {
                if (!change.object().name().equals("tidegate-freeze")) {
                    broken(change, "is not the one of the freezes");
                }
            }
            case String _ when before == null || after == null ->
                    broken(change, "was made or deleted");
            case "Deployment" -> same(change, unscaled(before), unscaled(after));
            case "RolloutPolicy" -> same(change, before.map("spec"), after.map("spec"));
            case "VirtualService" ->
                    leading(before)
                            .ifPresentOrElse(
                                    service -> routes(service, change, before, after),
                                    () -> broken(change, "leads to no service"));
            default ->
                    selecting(before)
                            .ifPresentOrElse(
                                    _ -> rule(change, before, after),
                                    () -> broken(change, "is of no service"));
        }
    }

    /** A Deployment without the number of pods that it wants. */
    private static Map<String, Object> unscaled(ApiObject deployment) {
        Map<String, Object> tree = plain(deployment);
        Trees.at(tree, "spec").remove("replicas");
        return tree;
    }

    /** The service to which routes lead, whatever their name: somebody may have renamed them. */
    private Optional<SimService> leading(ApiObject routes) {
        return facts.services().stream()
                .filter(s -> s.routesIn().equals(routes.namespace()))
                .filter(
                        s ->
                                destinations(routes).stream()
                                        .anyMatch(d -> RouteView.version(s, d).isPresent()))
                .findFirst();
    }

    private Optional<SimService> selecting(ApiObject rule) {
        return facts.services().stream()
                .filter(SimService::subsets)
                .filter(s -> s.key().namespace().equals(rule.namespace()))
                .filter(s -> s.host("").equals(Trees.text(rule.map("spec"), "host")))
                .findFirst();
    }

    private void routes(SimService service, Change change, ApiObject before, ApiObject after) {
        same(
                change,
                users(service, before, facts.mirrors().kept(before)),
                users(service, after, facts.mirrors().kept(after)));
        long othersBefore = others(service, before);
        long othersAfter = others(service, after);
        if (othersBefore * total(after) != othersAfter * total(before)) {
            broken(
                    change,
                    "has %d of %d for others in place of %d of %d"
                            .formatted(othersAfter, total(after), othersBefore, total(before)));
        }
    }

    private void rule(Change change, ApiObject before, ApiObject after) {
        Set<String> added = new TreeSet<>();
        for (ApiObject each : List.of(before, after)) {
            added.addAll(Annotations.words(Annotations.get(each.tree(), ADDED)));
        }
        same(change, users(before, added), users(after, added));
    }

    private static Map<String, Object> users(
            SimService service, ApiObject routes, List<Map<String, Object>> mirrors) {
        Map<String, Object> tree = plain(routes);
        List<Map<String, Object>> http =
                new ArrayList<>(Trees.list(Trees.at(tree, "spec"), "http"));
        http.removeIf(RouteView::isManaged);
        Trees.at(tree, "spec").put("http", http);
        for (Map<String, Object> route : http) {
            if (Trees.text(route, "name").equals("primary")) {
                List<Object> rest = new ArrayList<>();
                for (Map<String, Object> each : Trees.list(route, "route")) {
                    if (RouteView.version(service, each).isEmpty()) {
                        each.remove("weight");
                        rest.add(each);
                    }
                }
                route.put("route", rest);
                route.put("mirrors", mirrors);
            }
        }
        return tree;
    }

    private static Map<String, Object> users(ApiObject rule, Set<String> added) {
        Map<String, Object> tree = plain(rule);
        List<Object> rest = new ArrayList<>();
        for (Map<String, Object> each : Trees.list(Trees.at(tree, "spec"), "subsets")) {
            if (!added.contains(Trees.text(each, "name"))) {
                rest.add(each);
            }
        }
        Trees.at(tree, "spec").put("subsets", rest);
        return tree;
    }

    /** The tree without what the API server and the product write of their own. */
    private static Map<String, Object> plain(ApiObject object) {
        Map<String, Object> tree = Trees.copy(object.tree());
        Map<String, Object> metadata = Trees.at(tree, "metadata");
        metadata.remove("resourceVersion");
        metadata.remove("generation");
        Map<String, Object> annotations = Trees.at(metadata, "annotations");
        if (!annotations.isEmpty()) {
            annotations.keySet().removeIf(key -> key.startsWith(OURS) && !key.equals(Facts.GRANT));
        }
        if (annotations.isEmpty()) {
            metadata.remove("annotations");
        }
        return tree;
    }

    private static long others(SimService service, ApiObject routes) {
        return destinations(routes).stream()
                .filter(each -> RouteView.version(service, each).isEmpty())
                .mapToLong(each -> Trees.number(each, "weight"))
                .sum();
    }

    private static long total(ApiObject routes) {
        List<Map<String, Object>> all = destinations(routes);
        long sum = all.stream().mapToLong(each -> Trees.number(each, "weight")).sum();
        return all.size() == 1 && sum == 0 ? 100 : sum;
    }

    private static List<Map<String, Object>> destinations(ApiObject routes) {
        return Trees.list(RouteView.primary(routes), "route");
    }

    private void same(Change change, Object before, Object after) {
        if (!before.equals(after)) {
            broken(change, "had %s of the user's own, and has %s".formatted(before, after));
        }
    }

    private void broken(Change change, String what) {
        verdicts.broken(
                Invariant.I7,
                "%s %s, written by %s, %s"
                        .formatted(change.kind(), change.object().key(), change.by(), what));
    }
}
