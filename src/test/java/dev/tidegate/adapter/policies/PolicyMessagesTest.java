package dev.tidegate.adapter.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Json;
import dev.tidegate.core.rollout.PlanWarnings;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Scenes;
import dev.tidegate.messages.Collection;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a broken policy says, read from a file and by the controller; and what conditions say. */
class PolicyMessagesTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String ROUTE =
            "route: {virtualServices: [{name: reviews}], destinationRule: reviews}";
    private static final String STEPS = "steps: [{weight: 5, hold: 1m}]";

    /** Each line is a spec's fields, in YAML. */
    private static final String SPECS =
            """
            {}
            {ROUTE}
            {STEPS}
            {ROUTE, steps: []}
            {ROUTE, steps: {weight: 5}}
            {ROUTE, steps: many}
            {ROUTE, steps: [5]}
            {ROUTE, steps: [{weight: many}]}
            {ROUTE, steps: [{weight: [5]}]}
            {ROUTE, steps: [{weight: 0}]}
            {ROUTE, steps: [{weight: 101}]}
            {ROUTE, steps: [{hold: 5m}]}
            {ROUTE, steps: [{weight: 5, hold: 5}]}
            {ROUTE, steps: [{weight: 5, hold: PT5M}]}
            {ROUTE, steps: [{weight: 5, hold: -2m}]}
            {ROUTE, steps: [{weight: 50}, {weight: 5}]}
            {ROUTE, steps: [{weight: 5, match: [{headers: {x-group: {exact: beta}}}]}, {weight: 5, match: [{headers: {x-group: {exact: beta}}}]}]}
            {ROUTE, steps: [{weight: 100, match: [{headers: {x-group: {exact: beta}}}]}]}
            {ROUTE, steps: [{match: []}]}
            {ROUTE, steps: [{match: {headers: {x-group: {exact: beta}}}}]}
            {ROUTE, steps: [{match: [{}]}]}
            {ROUTE, steps: [{match: [{headers: {}}]}]}
            {ROUTE, steps: [{match: [{header: {x-group: {exact: beta}}}]}]}
            {ROUTE, steps: [{match: [{headers: {x-group: beta}}]}]}
            {ROUTE, steps: [{match: [{headers: {x-group: {}}}]}]}
            {ROUTE, steps: [{match: [{headers: {x-group: }}]}]}
            {ROUTE, steps: [{match: [{headers: {x-group: {exact: ''}}}]}]}
            {ROUTE, steps: [{match: [{headers: {x-group: {exact: beta, prefix: b}}}]}]}
            {ROUTE, steps: [{match: [{headers: {x-group: {regex: '('}}}]}]}
            {ROUTE, steps: [{match: [{headers: {x-group: {regex: 'a(?=b)'}}}]}]}
            {ROUTE, steps: [{match: [{headers: {'x group': {exact: beta}}}]}]}
            {ROUTE, steps: [{match: [{headers: {X-Group: {exact: a}, x-group: {exact: b}}}]}]}
            {ROUTE, steps: [{match: [{cookies: {'te;am': {exact: internal}}}]}]}
            {ROUTE, steps: [{match: [{cookies: {team: {exact: 'a;b'}}}]}]}
            {ROUTE, steps: [{match: [{cookies: {team: {regex: '^a'}}}]}]}
            {ROUTE, steps: [{match: [{cookies: {a: {exact: a}, b: {exact: b}, c: {exact: c}, d: {exact: d}}}]}]}
            {ROUTE, steps: [{match: [{cookies: {team: {exact: a}}, headers: {Cookie: {prefix: a}}}]}]}
            {ROUTE, steps: [{match: [{queryParams: {' ': {exact: a}}}]}]}
            {ROUTE, steps: [{match: [{uri: {prefix: reviews}}]}]}
            {ROUTE, steps: [{match: [{sourceLabels: {app: }}]}]}
            {ROUTE, steps: [{match: [{gateways: ['']}]}]}
            {ROUTE, steps: [{match: [{headers: {x-group: {exact: beta}}}]}]}
            {ROUTE, steps: [{mirror: 10}]}
            {ROUTE, steps: [{mirror: '10'}]}
            {ROUTE, steps: [{mirror: 0%}]}
            {ROUTE, steps: [{mirror: 0.125%}]}
            {ROUTE, steps: [{mirror: 101%}]}
            {ROUTE, steps: [{mirror: [10%]}]}
            {ROUTE, steps: [{mirror: 10%, weight: 100}]}
            {ROUTE, steps: [{mirror: 10%}, {mirror: 10%}]}
            {ROUTE, steps: [{weight: 5, sticky: {}}]}
            {ROUTE, steps: [{weight: 5, sticky: true}]}
            {ROUTE, steps: [{weight: 5, sticky: {cookie: {name: tg, ttl: 1h}, header: {name: x-b, buckets: 100}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {cookie: {ttl: 1h}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {cookie: {name: 't g', ttl: 1h}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {cookie: {name: 't%', ttl: 1h}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {cookie: {name: tg}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {cookie: {name: tg, ttl: 0s}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {cookie: {name: tg, ttl: 10000h}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {cookie: {name: tg, ttl: 1500ms}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {cookie: {name: tg, ttl: 1h, path: shop}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {cookie: {name: tg, ttl: 1h, path: '/a;b'}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {cookie: {name: tg, ttl: 1h, domain: 'a b'}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {cookie: {name: tg, ttl: 1h, sameSite: Lax}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {cookie: {name: tg, ttl: 1h, sameSite: none}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {header: {name: x-b}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {header: {name: x b, buckets: 100}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {header: {name: cookie, buckets: 100}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {header: {name: x-b, buckets: 1}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {header: {name: x-b, buckets: 10}}}]}
            {ROUTE, steps: [{weight: 12.34, sticky: {header: {name: x-b, buckets: 100}}}]}
            {ROUTE, steps: [{weight: 5, sticky: {header: {name: x-b, buckets: 100}, stable: true}}]}
            {ROUTE, steps: [{match: [{uri: {prefix: /a}}], sticky: {header: {name: x-b, buckets: 100}}}]}
            {ROUTE, steps: [{mirror: 10%, sticky: {cookie: {name: tg, ttl: 1h}}}]}
            {ROUTE, steps: [{weight: 100, sticky: {cookie: {name: tg, ttl: 1h}}}]}
            {ROUTE, bake: 1m, steps: [{weight: 5, hold: 1m, sticky: {cookie: {name: tg, ttl: 1h}}}, {weight: 50, hold: 1m}]}
            {ROUTE, bake: 1m, steps: [{weight: 5, hold: 1m, sticky: {header: {name: x-b, buckets: 100}}}, {weight: 50, hold: 1m, sticky: {header: {name: x-b, buckets: 20}}}]}
            {ROUTE, ramp: {custom: [{match: [{}]}]}}
            {ROUTE, STEPS, ramp: {linear: {from: 5, by: 10, hold: 1m}}}
            {ROUTE, ramp: {}}
            {ROUTE, ramp: {linear: {from: 5, hold: 1m}}}
            {ROUTE, ramp: {linear: {from: 5, by: 0.01, hold: 1m}}}
            {ROUTE, ramp: {exponential: {from: 5, factor: 1, hold: 1m}}}
            {ROUTE, ramp: {stepped: {from: 5, hold: 1m}}}
            {ROUTE, ramp: {stepped: {from: 5, count: 2.5, hold: 1m}}}
            {ROUTE, ramp: {custom: []}}
            {ROUTE, STEPS, bake: soon}
            {ROUTE, STEPS, bake: [1m]}
            {ROUTE, STEPS, readyTimeout: {}}
            {ROUTE, STEPS, onNewDeploy: never}
            {ROUTE, STEPS, onDrift: Revert}
            {ROUTE, STEPS, onAlert: rollback}
            {ROUTE, STEPS, onAlert: {severity: critical}}
            {ROUTE, STEPS, onAlert: {severity: []}}
            {ROUTE, STEPS, onAlert: {unversioned: maybe}}
            {ROUTE, STEPS, alertMemory: 0s}
            {ROUTE, STEPS, pods: {minAvailable: 101%}}
            {ROUTE, STEPS, pods: {noneFor: ever}}
            {ROUTE, STEPS, oldVersion: {}}
            {ROUTE, STEPS, oldVersion: {scaleDown: 30m}}
            {ROUTE, STEPS, oldVersion: {scaleDown: {}}}
            {ROUTE, STEPS, oldVersion: {scaleDown: {after: later}}}
            {ROUTE, STEPS, oldVersion: {scaleDown: {after: 30m, replicas: -1}}}
            {ROUTE, STEPS, oldVersion: {scaleDown: {after: 30m, replicas: 1001}}}
            {ROUTE, STEPS, oldVersion: {scaleDown: {after: 30m, replicas: few}}}
            {ROUTE, STEPS, oldVersion: {scaleDown: {after: 30m}}, workload: reviews}
            {ROUTE, STEPS, oldVersion: {scaleDown: {after: 30m}}, pods: {minAvailable: 0}}
            {ROUTE, STEPS, loadBalancer: leastRequest}
            {ROUTE, STEPS, loadBalancer: {simple: fastest}}
            {ROUTE, STEPS, loadBalancer: {simple: random, consistentHash: {useSourceIp: true}}}
            {ROUTE, STEPS, loadBalancer: {}}
            {ROUTE, STEPS, loadBalancer: {simple: roundRobin, warmup: {duration: 0s}}}
            {ROUTE, STEPS, propagation: forever}
            {STEPS, route: {virtualServices: [{name: reviews}], host: "reviews-{version}", destinationRule: reviews}}
            {STEPS, route: reviews}
            {STEPS, route: {virtualServices: reviews, destinationRule: reviews}}
            {STEPS, route: {virtualServices: [{}], destinationRule: reviews}}
            {STEPS, route: {virtualServices: [{name: reviews}]}}
            {STEPS, route: {virtualServices: [{name: reviews}], host: reviews}}
            {STEPS, route: {virtualServices: [{name: reviews, tcp: [9000]}], destinationRule: reviews}}
            {STEPS, route: {virtualServices: [{name: reviews, tls: [{}]}], destinationRule: reviews}}
            {STEPS, route: {virtualServices: [{name: reviews}], hosts: {old: reviews, new: reviews-next}, host: "reviews-{version}"}}
            {STEPS, route: {virtualServices: [{name: reviews}], hosts: {old: reviews, new: reviews-next}, destinationRule: reviews}}
            {STEPS, route: {virtualServices: [{name: reviews}], hosts: {}}}
            {STEPS, route: {virtualServices: [{name: reviews}], hosts: {old: reviews}}}
            {STEPS, route: {virtualServices: [{name: reviews}], hosts: [reviews, reviews-next]}}
            {STEPS, route: {virtualServices: [{name: reviews}], hosts: {old: reviews, new: reviews}}}
            {STEPS, route: {virtualServices: [{name: reviews}], hosts: {old: reviews, new: reviews.default.svc.cluster.local}}}
            {STEPS, route: {virtualServices: [{name: reviews}], hosts: {old: reviews, new: reviews.default}}}
            {STEPS, route: {virtualServices: [{name: reviews}], hosts: {old: reviews, new: "reviews:9080"}}}
            {STEPS, route: {virtualServices: [{name: reviews}], hosts: {old: reviews, new: 10.0.0.1}}}
            {STEPS, route: {virtualServices: [{name: reviews}], hosts: {old: reviews, new: ""}}}
            {STEPS, route: {virtualServices: [{name: reviews}], hosts: {old: reviews, new: }}}
            {STEPS, route: {virtualServices: [{name: reviews}], hosts: {old: reviews, new: "*.example.com"}}}
            {STEPS, route: {virtualServices: [{name: reviews}], hosts: {old: reviews, "1.2": reviews-next}}}
            {STEPS, loadBalancer: {simple: random}, route: {virtualServices: [{name: reviews}], hosts: {old: reviews, new: reviews-next}}}
            {route: {virtualServices: [{name: reviews}], hosts: {old: reviews, new: reviews-next}}}
            {route: {virtualServices: [{name: reviews, http: [a], tcp: [{port: 1}]}], hosts: {old: reviews, new: reviews-next}}}
            {route: {virtualServices: [{name: reviews, tcp: [{port: 1}]}], hosts: {old: reviews, new: reviews-next}}}
            {route: {virtualServices: [{name: reviews, tcp: [{port: 1}]}], destinationRule: reviews}, ramp: {stepped: {from: 10, count: 10, hold: 1m}}, bake: 1m}
            {ROUTE, strategy: blueGreen}
            {ROUTE, strategy: blueGreen, preview: {match: [{headers: {x-preview: {exact: a}}}]}}
            {ROUTE, strategy: blueGreen, bake: 0s}
            {ROUTE, strategy: canary}
            {ROUTE, strategy: bluegreen}
            {ROUTE, strategy: [blueGreen]}
            {ROUTE, STEPS, strategy: blueGreen}
            {ROUTE, ramp: {linear: {from: 5, by: 10, hold: 1m}}, strategy: blueGreen}
            {ROUTE, preview: {match: [{headers: {x-preview: {exact: a}}}]}}
            {ROUTE, STEPS, preview: {match: [{headers: {x-preview: {exact: a}}}]}}
            {ROUTE, strategy: blueGreen, preview: {}}
            {ROUTE, strategy: blueGreen, preview: {match: []}}
            {ROUTE, strategy: blueGreen, preview: {match: [{}]}}
            {ROUTE, strategy: blueGreen, preview: {hold: 10m}}
            {ROUTE, strategy: blueGreen, preview: {match: [{headers: {x-preview: {exact: a}}}], hold: soon}}
            """;

    private static String fromFile(String spec) {
        try {
            RolloutPlan plan =
                    PolicyDocument.parse(
                                    "{kind: RolloutPolicy, metadata: {name: reviews}, spec: %s}"
                                            .formatted(spec))
                            .plan();
            return String.join("\n", PlanWarnings.of(plan));
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static KnownPolicy inCluster(String spec) throws IOException {
        JsonNode read =
                YAML.readTree(
                        "{kind: RolloutPolicy, metadata: {name: reviews, namespace: default}, spec: %s}"
                                .formatted(spec));
        return KnownPolicy.of(new ApiObject(Json.tree(read)));
    }

    @Test
    void everyBrokenPolicySaysFieldValueAndWhatWouldBeRight() throws IOException {
        Collection collected = new Collection();
        List<String> otherwise = new ArrayList<>();
        String all = SPECS + EvidenceRows.BY_BOTH + EvidenceRows.BY_READER;
        for (String line : all.lines().toList()) {
            String spec = EvidenceRows.spec(line).replace("ROUTE", ROUTE).replace("STEPS", STEPS);
            collected.add(line, fromFile(spec));
            KnownPolicy policy = inCluster(spec);
            String why = policy.why().isEmpty() ? fromFile(spec) : policy.why();
            if (!why.equals(fromFile(spec))) {
                otherwise.add(line);
                collected.add("the same, in the cluster", why);
            }
        }
        collected.add("a field that is none, in a file", fromFile("{stages: []}"));
        collected.add("a field that stands twice", fromFile("{bake: 1m, bake: 2m}"));
        collected.add("no YAML", fromFile("{bake: [}"));
        collected.check("policies");
        assertThat(otherwise).as("said otherwise by the controller").isEmpty();
    }

    @Test
    void conditionsOfPoliciesAreForPeople() throws IOException {
        Collection collected = new Collection();
        for (String spec :
                List.of("{ROUTE, STEPS, bake: 1m}", "{ROUTE, steps: [{weight: 5}]}", "{}")) {
            KnownPolicy policy = inCluster(spec.replace("ROUTE", ROUTE).replace("STEPS", STEPS));
            RolloutPolicyStatus judged =
                    Conditions.judged(
                            policy, RolloutPolicyStatus.NONE, List.of(), Scenes.START.plusNanos(1));
            collected.add(
                    "policy " + spec,
                    Objects.requireNonNull(judged.conditions()).stream()
                            .map(c -> c.getStatus() + " " + c.getMessage())
                            .collect(Collectors.joining()));
        }
        collected.check("policy-conditions");
    }
}
