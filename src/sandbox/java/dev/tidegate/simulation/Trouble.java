package dev.tidegate.simulation;

import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.OldVersions;
import dev.tidegate.simulation.scene.SimService;

import java.util.List;

/** Kinds of trouble that some worlds have beside the usual ones. */
enum Trouble {
    /** Alerts that come before their deployment, fire again, or name a workload. */
    ALERTS(2, false) {
        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            for (int i = 1 + choices.next(2); i > 0; i--) {
                new AlertStories(any(services, choices), choices, i).into(acts);
            }
        }
    },
    /** Records of any topic that come again, late and in another order. */
    COPIES(3, false) {
        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            times(1 + choices.next(3), () -> Copies.into(acts, choices));
        }
    },
    /** Writes that are done after their sender has crashed, or has given them up. */
    LATE_WRITES(4, true) {
        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            times(1 + choices.next(3), () -> acts.add(ServerFaults.lateWrite(choices, processes)));
        }
    },
    /** Rights that are taken away for a while, and webhooks that deny, or are away. */
    REFUSALS(4, true) {
        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            times(1 + choices.next(2), () -> acts.add(ServerFaults.refusal(choices)));
        }
    },
    /** Watches that end, and begin again with an old list. */
    OLD_LISTS(4, true) {
        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            times(1 + choices.next(3), () -> acts.add(ServerFaults.oldList(choices, processes)));
        }
    },
    /** DestinationRules that are deleted or replaced, and subsets that select other pods. */
    RULES(4, true) {
        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            times(1 + choices.next(2), () -> acts.add(Edits.rule(choices, any(services, choices))));
        }
    },
    /** Routes of another namespace, whose grant is taken back for a while. */
    GRANTS(6, true) {
        @Override
        SimService shape(SimService service, Choices choices) {
            return choices.oneIn(2) ? service : service.elsewhere(choices.oneIn(2), choices);
        }

        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            services.stream()
                    .filter(service -> service.granted() && service.isElsewhere())
                    .forEach(service -> acts.add(Edits.grant(choices, service)));
        }
    },
    /** Policies that are edited while their releases run. */
    POLICIES(4, true) {
        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            times(
                    1 + choices.next(2),
                    () -> acts.add(Edits.policy(choices, any(services, choices))));
        }
    },
    /** Several pods of each version, of which some are missing, and other numbers wanted. */
    PODS(4, true) {
        @Override
        SimService shape(SimService service, Choices choices) {
            return service.withReplicas(1 + choices.next(5));
        }

        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            times(
                    1 + choices.next(4),
                    () -> acts.add(PodFaults.any(choices, any(services, choices))));
        }
    },
    /** So many short releases that Tidegate deletes the oldest ones. */
    RETENTION(8, true) {
        @Override
        SimService shape(SimService service, Choices choices) {
            return service.quick();
        }

        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            for (int i = 6 + choices.next(6); i > 0; i--) {
                new Events(any(services, choices), choices, "more" + i + "-").deployment(acts);
            }
        }
    },
    /** Processes that stand still between what they read and what they write. */
    SLEEPS(4, true) {
        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            times(1 + choices.next(3), () -> acts.add(ProcessFaults.sleep(choices, processes)));
        }
    },
    /** Clocks that are wrong by minutes. */
    CLOCKS(6, true) {
        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            times(1 + choices.next(2), () -> acts.add(ProcessFaults.clock(choices, processes)));
        }
    },

    /** Steps that match requests. */
    MATCHES(2, false, 4_000) {
        @Override
        SimService shape(SimService service, Choices choices) {
            return service.matching(choices);
        }

        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {}
    },

    /** Managed routes that are edited by hand; where no step matches, there are none. */
    MATCH_EDITS(3, true, 4_000) {
        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            times(
                    1 + choices.next(6),
                    () -> acts.add(ManagedEdits.any(choices, any(services, choices))));
        }
    },

    /** People who go back to an earlier version. */
    ROLLBACKS(2, false, 4_000) {
        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            services.stream()
                    .filter(_ -> choices.oneIn(2))
                    .forEach(service -> new Events(service, choices, "back-").rollback(acts));
        }
    },

    /** Steps that keep clients with a version, and that mirror. */
    STICKY(2, false, 5_000) {
        @Override
        SimService shape(SimService service, Choices choices) {
            return service.sticking(choices);
        }

        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {}
    },

    /** Cookies and mirrors that are edited by hand; where no step has them, there are none. */
    STICKY_EDITS(3, true, 5_000) {
        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            times(
                    1 + choices.next(6),
                    () -> acts.add(StickyEdits.any(choices, any(services, choices))));
        }
    },

    /** People who freeze a namespace, or all of them, for a while. */
    FREEZES(2, false, 6_200) {
        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            for (int i = 1 + choices.next(3); i > 0; i--) {
                new Freezing(choices, any(services, choices).key().namespace(), i).into(acts);
            }
        }
    },

    /** Policies that scale old versions down, which people scale, route to, and release again. */
    OLD_PODS(2, false, 8_000) {
        @Override
        SimService shape(SimService service, Choices choices) {
            return OldVersions.scaledDown(service, choices);
        }

        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            services.forEach(service -> new OldPods(service, choices).into(acts));
        }
    },

    /** Processes that crash when they have decided to scale, or have scaled. */
    SCALING_CRASHES(2, true, 8_000) {
        @Override
        void make(List<Act> acts, Choices choices, List<SimService> services, int processes) {
            times(1 + choices.next(3), () -> acts.add(ScalingCrash.any(choices)));
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

    /**
     * A kind.
     *
     * @param oneIn one world in so many has it
     * @param fault whether something fails by it: then only where faults are allowed
     */
    Trouble(int oneIn, boolean fault) {
        this(oneIn, fault, FIRST);
    }

    Trouble(int oneIn, boolean fault, long first) {
        this.oneIn = oneIn;
        this.fault = fault;
        this.first = first;
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

    abstract void make(List<Act> acts, Choices choices, List<SimService> services, int processes);

    private static void times(int times, Runnable work) {
        for (int i = times; i > 0; i--) {
            work.run();
        }
    }

    private static SimService any(List<SimService> services, Choices choices) {
        return services.get(choices.next(services.size()));
    }
}
