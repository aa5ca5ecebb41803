package dev.tidegate.adapter.policies;

/** What a policy may say wrongly of its evidence: each line is a spec's fields, in YAML. */
public final class EvidenceRows {

    /** Those that the schema and its rules refuse as well. */
    public static final String BY_BOTH =
            """
            {ROUTE, steps: [{weight: 5, until: proven}]}
            {ROUTE, ramp: {custom: [{weight: 5, hold: 1m}, {weight: 10, until: proven}]}}
            {ROUTE, ramp: {proven: {}}}
            {ROUTE, analysis: {act: false}, ramp: {proven: {}}}
            {ROUTE, analysis: {act: false}, steps: [{weight: 5, hold: 1m}, {weight: 10, until: proven}]}
            {ROUTE, analysis: {}, steps: [{weight: 5, until: promoted}]}
            {ROUTE, analysis: {}, steps: [{weight: 5, until: proven, pause: {}}]}
            {ROUTE, analysis: {}, steps: [{weight: 5, hold: 1m}, {weight: 100, until: proven}]}
            {ROUTE, analysis: {}, steps: [{match: [{uri: {prefix: /a}}], until: proven}]}
            {ROUTE, analysis: {}, steps: [{weight: 5, hold: 1m, maxHold: 1h}]}
            {ROUTE, analysis: {}, steps: [{weight: 5, hold: 1m, then: pause}]}
            {ROUTE, analysis: {}, steps: [{weight: 5, until: proven, then: promote}]}
            {ROUTE, analysis: {}, steps: [{weight: 5, until: proven, maxHold: 0s}]}
            {ROUTE, analysis: {}, steps: [{weight: 5, until: proven, hold: 2h, maxHold: 1h}]}
            {ROUTE, analysis: {}, steps: [{weight: 5, until: proven, maxHold: long}]}
            {ROUTE, analysis: {}, ramp: {proven: {}, linear: {from: 5, by: 10, hold: 1m}}}
            {ROUTE, analysis: {}, ramp: {proven: {from: 0}}}
            {ROUTE, analysis: {}, ramp: {proven: {from: 100}}}
            {ROUTE, analysis: {}, ramp: {proven: {from: 10, to: 5}}}
            {ROUTE, analysis: {}, ramp: {proven: {to: 0.5}}}
            {ROUTE, analysis: {}, ramp: {proven: {to: 101}}}
            {ROUTE, analysis: {}, ramp: {proven: {dwell: soon}}}
            {ROUTE, analysis: {}, ramp: {proven: {dwell: 1m, maxHold: 30s}}}
            {ROUTE, analysis: {}, ramp: {proven: {then: abort}}}
            {ROUTE, analysis: {}, ramp: {proven: {harm: 0}}}
            {ROUTE, analysis: {harm: 20}, ramp: {proven: {harm: 30}}}
            {ROUTE, analysis: {}, ramp: {proven: {excess: 0%}}}
            {ROUTE, analysis: {metrics: {latency: {}}}, ramp: {proven: {excess: 0.5%}}}
            {ROUTE, analysis: {metrics: {errors: {excess: 1%}}}, ramp: {proven: {excess: 0.5%}}}
            {ROUTE, STEPS, analysis: true}
            {ROUTE, STEPS, analysis: {falseRollback: 0%}}
            {ROUTE, STEPS, analysis: {falseRollback: 100%}}
            {ROUTE, STEPS, analysis: {falseRollback: 0.01}}
            {ROUTE, STEPS, analysis: {falseRollback: 1 %}}
            {ROUTE, STEPS, analysis: {falseRollback: '0,5%'}}
            {ROUTE, STEPS, analysis: {falseRollback: 1}}
            {ROUTE, STEPS, analysis: {falseRollback: 0.00001%}}
            {ROUTE, STEPS, analysis: {doubt: 0%}}
            {ROUTE, STEPS, analysis: {doubt: five}}
            {ROUTE, STEPS, analysis: {tolerance: 0.9}}
            {ROUTE, STEPS, analysis: {tolerance: 101}}
            {ROUTE, STEPS, analysis: {tolerance: some}}
            {ROUTE, STEPS, analysis: {warmup: soon}}
            {ROUTE, STEPS, analysis: {harm: 0}}
            {ROUTE, STEPS, analysis: {harm: 2.5}}
            {ROUTE, STEPS, analysis: {act: maybe}}
            {ROUTE, STEPS, analysis: {metrics: {}}}
            {ROUTE, STEPS, analysis: {metrics: {errors: }}}
            {ROUTE, STEPS, analysis: {metrics: [errors]}}
            {ROUTE, STEPS, analysis: {metrics: {errors: {excess: 100%}}}}
            {ROUTE, STEPS, analysis: {metrics: {latency: {excess: 0.5}}}}
            {ROUTE, STEPS, analysis: {metrics: {latency: {boundaries: []}}}}
            {ROUTE, STEPS, analysis: {metrics: {latency: {boundaries: [0]}}}}
            {ROUTE, STEPS, analysis: {metrics: {latency: {boundaries: [250, 100]}}}}
            {ROUTE, STEPS, analysis: {metrics: {latency: {boundaries: [250, 250]}}}}
            {ROUTE, STEPS, analysis: {metrics: {latency: {boundaries: [25, 3600001]}}}}
            {ROUTE, STEPS, analysis: {metrics: {latency: {boundaries: [fast]}}}}
            {ROUTE, STEPS, analysis: {metrics: {latency: {boundaries: [25, null]}}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: []}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{bad: BAD, total: TOTAL}]}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{name: 'a b', bad: BAD, total: TOTAL}]}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{name: latency, bad: BAD, total: TOTAL}]}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{name: slower-than-25, bad: BAD, total: TOTAL}]}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{name: a, bad: BAD, total: TOTAL}, {name: a, bad: BAD, total: TOTAL}]}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{name: a, total: TOTAL}]}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{name: a, bad: BAD}]}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{name: a, bad: failed_total, total: TOTAL}]}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{name: a, bad: 'failed_total{app="a"}', total: TOTAL}]}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{name: a, bad: BAD, total: 'rate(all_total{version="{version}"}[5m])'}]}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{name: a, bad: BAD, total: 'all_total{version="{version}"} offset 5m'}]}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{name: a, bad: BAD, total: 'all_total{version={version}}'}]}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{name: a, bad: BAD, total: TOTAL, excess: 0%}]}}}
            {analysis: {}, route: {virtualServices: [{name: reviews, tcp: [{port: 1}]}], destinationRule: reviews}}
            """;

    /** Those that only the reader refuses, or that are taken with a warning or without. */
    public static final String BY_READER =
            """
            {ROUTE, STEPS, analysis: {thresholds: {}}}
            {ROUTE, STEPS, analysis: {metrics: {error: {}}}}
            {ROUTE, analysis: {}, ramp: {proven: {by: 5}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{name: a, bad: BAD, total: '{version="{version}"}'}]}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{name: a, bad: BAD, total: 'a{__name__="b", version="{version}"}'}]}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{name: a, bad: BAD, total: 'a{v="{version}", version="{version}"}'}]}}}
            {ROUTE, STEPS, analysis: {metrics: {custom: [{name: a, bad: BAD, total: 'a{code=~"(", version="{version}"}'}]}}}
            {ROUTE, bake: 1m, STEPS, analysis: {}}
            {ROUTE, bake: 1m, analysis: {}, ramp: {proven: {dwell: 0s}}}
            {ROUTE, bake: 1m, dryRun: true, analysis: {}, ramp: {proven: {}}}
            {ROUTE, bake: 1m, STEPS, analysis: {metrics: {latency: {boundaries: [25, 300]}}}}
            {ROUTE, bake: 1m, strategy: blueGreen, analysis: {}}
            {ROUTE, bake: 1m, analysis: {}, steps: [{weight: 5, until: proven, sticky: {cookie: {name: tg, ttl: 1m}}}]}
            """;

    private EvidenceRows() {}

    /** A line with its short words written out. */
    public static String spec(String line) {
        return line.replace("BAD", "'failed_total{version=\"{version}\"}'")
                .replace("TOTAL", "'all_total{version=\"{version}\"}'");
    }
}
