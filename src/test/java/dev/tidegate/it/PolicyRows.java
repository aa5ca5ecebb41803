package dev.tidegate.it;

/** Bad policies, which the API server refuses by the CRD and Tidegate's reader by its own rules. */
final class PolicyRows {

    /** Steps, each with a word of the refusal at {@code kubectl apply}. */
    static final String STEPS =
            """
            [{weight: 25}, {weight: 5}]  | each step must give the canary more weight
            [{weight: 25}, {weight: 25}] | each step must give the canary more weight
            [{weight: 25}, {weight: 101}]| spec.steps[1].weight in body should be less than or equal to 100
            [{weight: 0}]                | give a weight from 0.01 to 100, a match or a mirror
            [{weight: -5}]               | spec.steps[0].weight in body should be greater than
            [{weight: 0.125}]            | with at most two decimals
            [{weight: 5, hold: -1m}]     | spec.steps[0].hold: Invalid value: "-1m"
            [{hold: 1m}]                 | give a weight from 0.01 to 100, a match or a mirror
            [{match: []}]                | spec.steps[0].match in body should have at least 1 items
            [{match: [{}]}]              | without a condition every request would be meant
            [{match: [{headers: {a: {}}}]}] | name exactly one of exact, prefix and regex
            [{match: [{uri: {exact: /a, prefix: /}}]}] | name exactly one of exact, prefix and regex
            [{weight: 100, match: [{uri: {exact: /a}}]}] | a match, sticky or mirror beside weight 100 changes nothing
            [{weight: 100, mirror: 10%}] | a match, sticky or mirror beside weight 100 changes nothing
            [{weight: 100, sticky: {cookie: {name: tg, ttl: 1h}}}] | a match, sticky or mirror beside weight 100
            [{mirror: 10}]               | spec.steps[0].mirror
            [{mirror: 0%}]               | spec.steps[0].mirror
            [{mirror: 100.01%}]          | spec.steps[0].mirror
            [{mirror: 5.125%}]           | spec.steps[0].mirror
            [{mirror: 5%, sticky: {cookie: {name: tg, ttl: 1h}}}] | sticky needs a weight or a match
            [{weight: 5, sticky: {}}]    | name exactly one of cookie and header
            [{weight: 5, sticky: {cookie: {name: 't g', ttl: 1h}}}] | spec.steps[0].sticky.cookie.name
            [{weight: 5, sticky: {cookie: {name: 't%', ttl: 1h}}}] | spec.steps[0].sticky.cookie.name
            [{weight: 5, sticky: {cookie: {name: tg}}}] | spec.steps[0].sticky.cookie.ttl: Required
            [{weight: 5, sticky: {cookie: {name: tg, ttl: 0s}}}] | use 1s to 9600h
            [{weight: 5, sticky: {cookie: {name: tg, ttl: 9601h}}}] | use 1s to 9600h
            [{weight: 5, sticky: {cookie: {name: tg, ttl: 1h, path: a}}}] | spec.steps[0].sticky.cookie.path
            [{weight: 5, sticky: {cookie: {name: __Host-tg, ttl: 1h}}}] | begins with __Host- is taken with
            [{weight: 5, sticky: {cookie: {name: __host-tg, ttl: 1h, secure: true, path: /a}}}] | begins with __Host- is taken with
            [{weight: 5, sticky: {cookie: {name: __Host-tg, ttl: 1h, secure: true, domain: a.b}}}] | begins with __Host- is taken with
            [{weight: 5, sticky: {cookie: {name: __Secure-tg, ttl: 1h}}}] | begins with __Secure- is taken with
            [{weight: 5, sticky: {cookie: {name: tg, ttl: 1h}}}, {weight: 5, sticky: {cookie: {name: tg, ttl: 1h}}}] | two steps with one weight and the same sticky are one
            [{weight: 5}, {weight: 5, sticky: {cookie: {name: tg, ttl: 1h}}}, {weight: 5}] | each step must give the canary more weight
            [{weight: 5, sticky: {cookie: {name: tg, ttl: 1h, sameSite: none}}}] | sameSite none is taken beside secure
            [{weight: 5, sticky: {header: {name: x-b, buckets: 100}, stable: true}}] | stable stands beside cookie only
            [{weight: 5, sticky: {header: {name: x-b, buckets: 1}}}] | spec.steps[0].sticky.header.buckets
            [{weight: 5, sticky: {header: {name: x-b, buckets: 10}}}] | a whole number of buckets
            [{match: [{uri: {exact: /a}}], sticky: {header: {name: x-b, buckets: 10}}}] | a whole number of buckets
            [{weight: 5}, {match: [{uri: {exact: /a}}]}] | each step must give the canary more weight
            []                           | spec.steps in body should have at least 1 items
            """;

    /** Routes. */
    static final String ROUTES =
            """
            {virtualServices: [{name: b}]}                          | name exactly one of destinationRule
            {virtualServices: [{name: b}], destinationRule: b, host: "b-{version}"} | name exactly one of
            {virtualServices: [{name: b}], hosts: {a: b, c: d}, host: "b-{version}"} | name exactly one of
            {virtualServices: [{name: b}], hosts: {a: b, c: d}, destinationRule: b} | name exactly one of
            {virtualServices: [{name: b}], hosts: {a: b}}           | spec.route.hosts in body should have at least 2 properties
            {virtualServices: [{name: b}], hosts: {a: b, c: b}}     | each version needs a host of its own
            {virtualServices: [{name: b}], hosts: {a: b, "1.2": d}} | each version must be a label of DNS
            {virtualServices: [{name: b}], hosts: {a: b, c: "d:80"}} | spec.route.hosts.c
            {virtualServices: [{name: b}], hosts: {a: b, c: "*.d"}} | spec.route.hosts.c
            {destinationRule: b}                                    | spec.route.virtualServices: Required
            {virtualServices: [{name: b, tls: [{}]}], destinationRule: b} | name a port, sniHosts, gateways, or sourceLabels
            {virtualServices: [{name: b, tcp: [{}]}], destinationRule: b} | name a port, gateways, sourceLabels, or withoutMatch
            {virtualServices: [{name: b, httpMatch: [{}]}], destinationRule: b} | name a port, gateways, sourceLabels, or withoutMatch
            {virtualServices: [{name: b, tcp: [{withoutMatch: false}]}], destinationRule: b} | withoutMatch is true and stands alone
            {virtualServices: [{name: b, tcp: [{withoutMatch: true, port: 1}]}], destinationRule: b} | withoutMatch is true and stands alone
            {virtualServices: [{name: b, tcp: [{gateways: []}]}], destinationRule: b} | gateways
            """;

    /** Other fields. */
    static final String CHOICES =
            """
            onDrift: ignore                | supported values: "revert", "adopt", "pause"
            onNewDeploy: later             | supported values: "supersede", "queue", "reject"
            onAlert: {unversioned: ask}    | supported values: "rollback", "pause", "ignore"
            bake: soon                     | spec.bake: Invalid value: "soon"
            pods: {minAvailable: 101%}     | must be a number of pods from 0 to 1000000, or a percentage
            pods: {minAvailable: '3'}      | must be a number of pods from 0 to 1000000, or a percentage
            pods: {minAvailable: -1}       | must be a number of pods from 0 to 1000000, or a percentage
            pods: {noneFor: soon}          | spec.pods.noneFor: Invalid value: "soon"
            """;

    /** Whole specs without steps, or with more than them. */
    static final String SHORT_FORMS =
            """
            route: {virtualServices: [{name: r, http: [a]}], destinationRule: r} | name exactly one of steps, ramp and strategy
            route: {virtualServices: [{name: r}], destinationRule: r} | name exactly one of steps, ramp and strategy
            route: {virtualServices: [{name: r}], destinationRule: r}, strategy: blueGreen, steps: [{weight: 5}] | name exactly one of steps
            route: {virtualServices: [{name: r}], destinationRule: r}, strategy: canary | supported values: "blueGreen"
            route: {virtualServices: [{name: r}], destinationRule: r}, steps: [{weight: 5}], preview: {match: [{uri: {exact: /a}}]} | preview belongs to strategy
            route: {virtualServices: [{name: r}], destinationRule: r}, strategy: blueGreen, preview: {hold: 1m} | spec.preview.match: Required
            """;

    private PolicyRows() {}
}
