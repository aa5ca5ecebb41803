package dev.tidegate.simulation;

import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.OldVersions;
import dev.tidegate.simulation.scene.ProvenVersions;
import dev.tidegate.simulation.scene.SimService;

import java.util.List;
import java.util.function.BiFunction;

/** Kinds of trouble that some worlds have beside the usual ones. */
enum Trouble {
    /** Alerts that come before their deployment, fire again, or name a workload. */
    ALERTS(
            2,
            false,
            (acts, choices, services, _) -> {
                for (int i = 1 + choices.next(2); i > 0; i--) {
                    new AlertStories(any(services, choices), choices, i).into(acts);
                }
            }),
    /** Records of any topic that come again, late and in another order. */
    COPIES(3, false, some(3, (acts, choices, _, _) -> Copies.into(acts, choices))),
    /** Writes that are done after their sender has crashed, or has given them up. */
    LATE_WRITES(4, true, acts(3, (choices, _, all) -> ServerFaults.lateWrite(choices, all))),
    /** Rights that are taken away for a while, and webhooks that deny, or are away. */
    REFUSALS(4, true, acts(2, (choices, _, _) -> ServerFaults.refusal(choices))),
    /** Watches that end, and begin again with an old list. */
    OLD_LISTS(4, true, acts(3, (choices, _, all) -> ServerFaults.oldList(choices, all))),
    /** DestinationRules that are deleted or replaced, and subsets that select other pods. */
    RULES(4, true, edits(2, Edits::rule)),
    /** Routes of another namespace, whose grant is taken back for a while. */
    GRANTS(
            6,
            true,
            (acts, choices, services, _) ->
                    services.stream()
                            .filter(service -> service.granted() && service.isElsewhere())
                            .forEach(service -> acts.add(Edits.grant(choices, service)))) {
        @Override
        SimService shape(SimService service, Choices choices) {
            return choices.oneIn(2) ? service : service.elsewhere(choices.oneIn(2), choices);
        }
    },
    /** Policies that are edited while their releases run. */
    POLICIES(4, true, edits(2, Edits::policy)),
    /** Several pods of each version, of which some are missing, and other numbers wanted. */
    PODS(4, true, edits(4, PodFaults::any)) {
        @Override
        SimService shape(SimService service, Choices choices) {
            return service.withReplicas(1 + choices.next(5));
        }
    },
    /** So many short releases that Tidegate deletes the oldest ones. */
    RETENTION(
            8,
            true,
            (acts, choices, services, _) -> {
                for (int i = 6 + choices.next(6); i > 0; i--) {
                    new Events(any(services, choices), choices, "more" + i + "-").deployment(acts);
                }
            }) {
        @Override
        SimService shape(SimService service, Choices choices) {
            return service.quick();
        }
    },
    /** Processes that stand still between what they read and what they write. */
    SLEEPS(4, true, acts(3, (choices, _, all) -> ProcessFaults.sleep(choices, all))),
    /** Clocks that are wrong by minutes. */
    CLOCKS(6, true, acts(2, (choices, _, all) -> ProcessFaults.clock(choices, all))),
    /** Steps that match requests. */
    MATCHES(2, false, 4_000, Maker.NONE) {
        @Override
        SimService shape(SimService service, Choices choices) {
            return service.matching(choices);
        }
    },
    /** Managed routes that are edited by hand; where no step matches, there are none. */
    MATCH_EDITS(3, true, 4_000, edits(6, ManagedEdits::any)),
    /** People who go back to an earlier version. */
    ROLLBACKS(
            2,
            false,
            4_000,
            (acts, choices, services, _) -> Events.rollbacks(acts, choices, services)),
    /** Steps that keep clients with a version, and that mirror. */
    STICKY(2, false, 5_000, Maker.NONE) {
        @Override
        SimService shape(SimService service, Choices choices) {
            return service.sticking(choices);
        }
    },
    /** Cookies and mirrors that are edited by hand; where no step has them, there are none. */
    STICKY_EDITS(3, true, 5_000, edits(6, StickyEdits::any)),
    /** People who freeze a namespace, or all of them, for a while. */
    FREEZES(
            2,
            false,
            6_200,
            (acts, choices, services, _) -> Freezing.some(acts, choices, services)),
    /** Policies that write no route, for a while or for good. */
    DRY_RUNS(2, false, 7_000, edits(4, Edits::dryRun)) {
        @Override
        SimService shape(SimService service, Choices choices) {
            return choices.oneIn(2) ? service : service.dry();
        }
    },
    /** Policies that name a host for each version, some of another namespace or of no Service. */
    HOSTS(2, false, 7_200, Maker.NONE) {
        @Override
        SimService shape(SimService service, Choices choices) {
            return choices.oneIn(3) ? service : service.migrating(choices);
        }
    },
    /** Such hosts that are not granted or not there for a while, and their destinations. */
    HOST_EDITS(2, true, 7_200, edits(6, HostEdits::any)),
    /** People who mirror requests themselves, to a version too. */
    MIRRORS(2, false, 7_400, Maker.NONE) {
        @Override
        SimService shape(SimService service, Choices choices) {
            return service.mirroring(choices);
        }
    },
    /** Mirrors of their own that people add and take away. */
    MIRROR_EDITS(3, true, 7_400, edits(4, MirrorEdits::any)),
    /** Policies of another service that name the same route, of that alone. */
    BESIDE(3, false, 7_600, Maker.NONE) {
        @Override
        List<SimService> more(List<SimService> services, Choices choices) {
            return services.stream()
                    .filter(service -> !service.isElsewhere() && !service.namesHosts())
                    .limit(1)
                    .map(service -> service.beside(choices))
                    .toList();
        }

        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            new Events(services.getLast(), choices).into(acts);
        }
    },
    /** Policies that scale old versions down, which people scale, route to, and release again. */
    OLD_PODS(
            2,
            false,
            8_000,
            (acts, choices, services, _) ->
                    services.forEach(service -> new OldPods(service, choices).into(acts))) {
        @Override
        SimService shape(SimService service, Choices choices) {
            return OldVersions.scaledDown(service, choices);
        }
    },
    /** Processes that crash when they have decided to scale, or have scaled. */
    SCALING_CRASHES(2, true, 8_000, acts(3, (choices, _, _) -> ScalingCrash.any(choices))),
    /** Steps until proven, and an analysis that tells verdicts of all kinds, late and twice. */
    EVIDENCE(2, false, 8_200, Analysing::all) {
        @Override
        SimService shape(SimService service, Choices choices) {
            return ProvenVersions.asked(service, choices);
        }
    };

    /**
     * The first worlds are without: seeds that found what is mended, or find what is put back, stay
     * the same.
     */
    private static final long FIRST = 1_000;

    private final int oneIn;
    private final boolean fault;
    private final long first;

    @SuppressWarnings("ImmutableEnumChecker") // it has no state
    private final Maker maker;

    /** Adds what it does. */
    private interface Maker {

        Maker NONE = (_, _, _, _) -> {};

        void make(List<Act> acts, Choices choices, List<SimService> services, int processes);
    }

    /** One thing that it does. */
    private interface Single {
        Act make(Choices choices, List<SimService> services, int processes);
    }

    /**
     * A kind.
     *
     * @param oneIn one world in so many has it
     * @param fault whether something fails by it: then only where faults are allowed
     */
    Trouble(int oneIn, boolean fault, Maker maker) {
        this(oneIn, fault, FIRST, maker);
    }

    Trouble(int oneIn, boolean fault, long first, Maker maker) {
        this.oneIn = oneIn;
        this.fault = fault;
        this.first = first;
        this.maker = maker;
    }

    /** The first seed that may have it. */
    long first() {
        return first;
    }

    int oneIn() {
        return oneIn;
    }

    boolean isFault() {
        return fault;
    }

    /** The service as this trouble needs it. */
    SimService shape(SimService service, Choices choices) {
        return service;
    }

    /** Services that it adds. */
    List<SimService> more(List<SimService> services, Choices choices) {
        return List.of();
    }

    void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
        maker.make(acts, choices, services, processes);
    }

    private static Maker some(int most, Maker once) {
        return (acts, choices, services, processes) -> {
            for (int i = 1 + choices.next(most); i > 0; i--) {
                once.make(acts, choices, services, processes);
            }
        };
    }

    private static Maker acts(int most, Single one) {
        return some(
                most,
                (acts, choices, services, processes) ->
                        acts.add(one.make(choices, services, processes)));
    }

    /** Edits of any service's objects. */
    private static Maker edits(int most, BiFunction<Choices, SimService, Act> edit) {
        return acts(most, (choices, services, _) -> edit.apply(choices, any(services, choices)));
    }

    private static SimService any(List<SimService> services, Choices choices) {
        return services.get(choices.next(services.size()));
    }
}
