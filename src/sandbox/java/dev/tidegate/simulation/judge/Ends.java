package dev.tidegate.simulation.judge;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.traffic.Traffic;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.judge.Facts.Decided;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * In the end the routes are as the last decision says. They may be otherwise only where somebody
 * edited them after a release that is over had made them so, or unseen by whoever ended it, or
 * deleted the release, and where they are not granted and the release says so.
 */
final class Ends implements Check {

    /** What a cause says when a webhook refused a write. */
    static final String DENIED = "denied the request";

    private final Facts facts;
    private final Verdicts verdicts;

    /** Releases whose routes were as wanted after their last move. */
    private final Set<String> made = new HashSet<>();

    /** Services whose routes somebody wrote last, or whose last release somebody deleted. */
    private final Set<String> peoples = new HashSet<>();

    /** The newest that wrote routes and that the product has deleted since, of each service. */
    private final Map<String, Rollout> retired = new HashMap<>();

    private final Overlooked overlooked = new Overlooked();

    Ends(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void wrote(Change change) {
        facts.routesOf(change)
                .ifPresent(
                        service -> {
                            if (!facts.own(change) && facts.micros() > 0) {
                                peoples.add(service.key().toString());
                                last(service)
                                        .filter(r -> made.contains(uid(r)))
                                        .ifPresent(_ -> overlooked.edited(service, change));
                            } else if (!carried(service, change, true)
                                    .equals(carried(service, change, false))) {
                                peoples.remove(service.key().toString());
                                overlooked.written(service);
                            }
                            look(service);
                        });
    }

    @Override
    public void shown(String process, Change change) {
        facts.routesOf(change).ifPresent(s -> overlooked.shown(s, process, change, facts.micros()));
    }

    private List<Object> carried(SimService service, Change change, boolean before) {
        ApiObject routes = before ? change.before() : change.after();
        return routes == null
                ? List.of()
                : List.of(
                        RouteView.weights(service, routes),
                        Segments.beside(facts, service, routes));
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        if (before == null || before.revision() != after.revision()) {
            made.remove(after.identity().uid());
            facts.service(after.service()).ifPresent(service -> moved(service, before, after));
        }
    }

    private void moved(SimService service, @Nullable Rollout before, Rollout after) {
        look(service);
        Optional<Decided> decided = facts.decided(uid(after), after.revision());
        if (before != null && overlooked.in(service, before, after, decided)) {
            made.add(uid(after));
        }
    }

    private void look(SimService service) {
        last(service)
                .filter(rollout -> asWanted(service, rollout))
                .ifPresent(rollout -> made.add(rollout.identity().uid()));
    }

    private Optional<Rollout> last(SimService service) {
        return Stream.concat(
                        facts.moving(service.key()).stream(),
                        Optional.ofNullable(retired.get(service.key().toString())).stream())
                .filter(r -> r.wanted().isPresent())
                .max(Comparator.comparingInt(Facts::number));
    }

    private boolean asWanted(SimService service, Rollout rollout) {
        return facts.weights(service)
                        .filter(w -> Ratios.same(w, rollout.wanted().orElseThrow(), rollout))
                        .isPresent()
                && Segments.asWanted(facts, service, rollout);
    }

    /** Who deletes the last release has its routes as they are. */
    @Override
    public void deleted(Change change, Rollout last) {
        if (facts.own(change) && !last.plan().dryRun() && last.wanted().isPresent()) {
            retired.merge(last.service().toString(), last, (a, b) -> newer(a, b) ? a : b);
        }
        boolean newest = facts.of(last.service()).stream().noneMatch(r -> newer(r, last));
        if (newest && !facts.own(change)) {
            peoples.add(last.service().toString());
            facts.service(last.service()).flatMap(this::last).ifPresent(r -> made.add(uid(r)));
        }
    }

    private static boolean newer(Rollout one, Rollout other) {
        return Facts.number(one) > Facts.number(other);
    }

    private static String uid(Rollout rollout) {
        return rollout.identity().uid();
    }

    @Override
    public void settled() {
        facts.services().stream()
                .filter(service -> !facts.belongings().shares(service))
                .forEach(service -> last(service).ifPresent(r -> routes(service, r)));
    }

    /** Whether a release tells that its routes are not as it wants them. */
    private static boolean says(Rollout rollout) {
        return rollout.routes().problem().isPresent()
                || (rollout.phase() instanceof Phase.Paused paused
                        && (paused.reason().contains("does not grant")
                                || paused.reason().contains("mirrors requests to")
                                || paused.reason().contains(DENIED)));
    }

    /** Somebody has led two destinations of one route to one version: nobody can weigh them. */
    private static boolean namedTwice(Rollout rollout) {
        return rollout.routes().problem().filter(why -> why.contains(" twice")).isPresent();
    }

    private void routes(SimService service, Rollout rollout) {
        boolean edited =
                !rollout.live()
                        && made.contains(uid(rollout))
                        && peoples.contains(service.key().toString());
        boolean barred =
                rollout.live()
                        && (Granted.lacks(facts, service, rollout.canary().name())
                                || namedTwice(rollout)
                                || Segments.mirroredByPeople(
                                        facts, service, rollout.canary().name())
                                || facts.wasDenied(
                                        facts.when(uid(rollout), rollout.revision() - 1),
                                        facts.micros()))
                        && says(rollout);
        Optional<SortedMap<String, Integer>> weights = facts.weights(service);
        // whoever gave all to a third version has the routes so
        boolean others = weights.filter(w -> Ratios.own(w, rollout) == 0).isPresent();
        if (!edited && !barred && !others && weights.isPresent() && !asWanted(service, rollout)) {
            Traffic wanted = rollout.traffic().orElseThrow();
            verdicts.broken(
                    Invariant.ROUTES,
                    "the routes of %s carry %s and have %s, and %s wants %s"
                            .formatted(
                                    service.key(),
                                    weights.get(),
                                    Segments.now(facts, service),
                                    rollout.identity().name(),
                                    wanted));
        }
    }
}
