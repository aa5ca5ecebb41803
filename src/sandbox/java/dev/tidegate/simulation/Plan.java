package dev.tidegate.simulation;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.SimService;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What will be done to a world, all of it decided before the world begins: so any part of it can be
 * left out and the rest is the same.
 *
 * @param processes how many controllers run, from 1 to 3
 * @param onlyOutcomesFail whether the topic of outcomes is all that fails
 * @param acts in the order of their times
 */
record Plan(
        long seed,
        int processes,
        boolean onlyOutcomesFail,
        List<SimService> services,
        Troubles troubles,
        List<Act> acts) {

    private static final String[] NAMES = {"cart", "reviews"};

    Plan {
        acts = List.copyOf(acts);
    }

    /** The plan of a seed. */
    static Plan of(long seed) {
        Choices choices = Choices.seeded(seed * 0xD1342543DE82EF95L + 1);
        int processes = 1 + choices.next(3);
        int kind = choices.next(8);
        Troubles troubles = Troubles.of(seed, kind > 1);
        List<SimService> services = new ArrayList<>();
        int many = 1 + choices.next(4);
        for (int i = 0; i < many; i++) {
            ServiceKey key = new ServiceKey(i < 2 ? "shop" : "bank", NAMES[i % 2]);
            services.add(troubles.shape(SimService.of(key, choices)));
        }
        List<Act> acts = new ArrayList<>();
        services.forEach(service -> new Events(service, choices).into(acts));
        List<SimService> all = troubles.more(services);
        if (kind == 1) {
            acts.add(Faults.outcomesDown(choices));
        } else if (kind > 1) {
            for (int i = choices.next(12); i >= 0; i--) {
                acts.add(Faults.any(choices, processes));
            }
            for (int i = choices.next(6); i > 0; i--) {
                acts.add(Hands.any(choices, all));
            }
        }
        troubles.into(acts, all, processes);
        acts.sort(Comparator.comparing(Act::at));
        return new Plan(seed, processes, kind == 1, all, troubles, acts);
    }

    /** The same with only these of its acts. */
    Plan with(List<Act> fewer) {
        return new Plan(seed, processes, onlyOutcomesFail, services, troubles, fewer);
    }
}
