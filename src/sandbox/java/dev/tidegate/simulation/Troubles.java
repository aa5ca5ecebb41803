package dev.tidegate.simulation;

import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.SimService;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The kinds of trouble that a seed's world has. Each has choices of its own, so that one more of
 * them changes nothing of the others.
 */
final class Troubles {

    /** No trouble. */
    static final Troubles NONE = new Troubles(Map.of());

    /** As many ended releases as the product keeps. */
    private static final int KEPT = 10;

    private final Map<Trouble, Choices> all;
    private final int kept;

    private Troubles(Map<Trouble, Choices> all) {
        this.all = all;
        Choices retention = all.get(Trouble.RETENTION);
        kept = retention == null ? KEPT : 1 + retention.next(3);
    }

    /**
     * Those of a seed.
     *
     * @param faults whether anything may fail
     */
    static Troubles of(long seed, boolean faults) {
        Map<Trouble, Choices> all = new EnumMap<>(Trouble.class);
        long place = seed * 64;
        for (Trouble each : Trouble.values()) {
            Choices choices = Choices.seeded(place++ * 0xBF58476D1CE4E5B9L);
            boolean has = seed >= each.first() && choices.oneIn(each.oneIn());
            if (has && (faults || !each.isFault())) {
                all.put(each, choices);
            }
        }
        return new Troubles(all);
    }

    boolean has(Trouble kind) {
        return all.containsKey(kind);
    }

    /** How many ended releases of a service are kept. */
    int kept() {
        return kept;
    }

    /** The service as they need it. */
    SimService shape(SimService service) {
        SimService shaped = service;
        for (Map.Entry<Trouble, Choices> each : all.entrySet()) {
            shaped = each.getKey().shape(shaped, each.getValue());
        }
        return shaped;
    }

    /** These services, and those that they add. */
    List<SimService> more(List<SimService> services) {
        List<SimService> more = new ArrayList<>(services);
        all.forEach((kind, choices) -> more.addAll(kind.more(services, choices)));
        return more;
    }

    /** Adds what they do. */
    void into(List<Act> acts, List<SimService> services, int processes) {
        all.forEach((kind, choices) -> kind.make(acts, choices, services, processes));
    }
}
