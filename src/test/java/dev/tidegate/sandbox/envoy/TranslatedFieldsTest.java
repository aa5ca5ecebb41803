package dev.tidegate.sandbox.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Each field of Istio's is translated, or refused by its name: nothing is left out in silence. */
class TranslatedFieldsTest {

    private static final String VIRTUAL_SERVICE = "VirtualService";
    private static final String DESTINATION_RULE = "DestinationRule";

    /** The path that a refusal begins with, behind the object's name. */
    private static final Pattern PLACE = Pattern.compile("\\w+ \\S+/\\S+: (spec[^: ]*)[: ].*");

    private static final String OBJECTS =
            """
            - {kind: Service, metadata: {name: reviews, namespace: bookinfo},
               spec: {selector: {app: reviews}, ports: [{name: http, port: 9080}]}}
            - {kind: Service, metadata: {name: ratings, namespace: bookinfo},
               spec: {selector: {app: ratings}, ports: [{name: http, port: 9080}]}}
            - {kind: Service, metadata: {name: ledger, namespace: bookinfo},
               spec: {selector: {app: ledger}, ports: [{name: tcp, port: 9000}]}}
            - {kind: Service, metadata: {name: vault, namespace: bookinfo},
               spec: {selector: {app: vault}, ports: [{name: tls, port: 9443}]}}
            - {kind: Pod, metadata: {name: reviews-v1, namespace: bookinfo, labels: {app: reviews, version: v1}}}
            - kind: VirtualService
              metadata: {name: town, namespace: bookinfo}
              spec:
                hosts: [reviews, ledger, vault]
                http:
                - {name: first, match: [{queryParams: {a: {exact: b}}}], route: [{destination: {host: reviews, subset: v1}, weight: 9}, {destination: {host: reviews, subset: v2}, weight: 1}]}
                - {match: [{uri: {prefix: /b}}], redirect: {redirectCode: 307}}
                - {directResponse: {status: 200}}
                tcp:
                - {match: [{port: 9000}], route: [{destination: {host: ledger}, weight: 9}, {destination: {host: ledger}, weight: 1}]}
                tls:
                - {match: [{port: 9443, sniHosts: [a.example.org]}], route: [{destination: {host: vault}, weight: 9}, {destination: {host: vault}, weight: 1}]}
            - kind: DestinationRule
              metadata: {name: town, namespace: bookinfo}
              spec: {host: reviews, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]}
            """;

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/envoy/fields-of-virtual-service.csv", delimiter = '|')
    void aFieldOfAVirtualServiceIsTranslatedOrRefused(
            String field, String value, String outcome, @Nullable String beside) {
        check(VIRTUAL_SERVICE, field, value, outcome, beside);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/envoy/fields-of-destination-rule.csv", delimiter = '|')
    void aFieldOfADestinationRuleIsTranslatedOrRefusedAlsoInASubset(
            String field, String value, String outcome, @Nullable String beside) {
        check(DESTINATION_RULE, field, value, outcome, beside);
        if (field.startsWith("spec.trafficPolicy")) {
            check(DESTINATION_RULE, inSubset(field), value, outcome, inSubset(beside));
        }
    }

    private static String inSubset(@Nullable String text) {
        return text == null
                ? ""
                : text.replace("spec.trafficPolicy", "spec.subsets[0].trafficPolicy");
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "VirtualService  | spec.http                              | {}        | no list",
                "VirtualService  | spec.http[0].route                     | {}        | no list",
                "VirtualService  | spec.http[0].route                     | [5]       | no list of"
                        + " objects",
                "VirtualService  | spec.http[0].route[0].weight           | '\"5\"'   | no number",
                "VirtualService  | spec.http[0].route[0].weight           | 5.5       | no whole"
                        + " number",
                "VirtualService  | spec.http[0].route[0].weight           | -5        | negative",
                "VirtualService  | spec.http[0].route[0].destination      | reviews   | no object",
                "VirtualService  | spec.http[0].route[0].destination.host | 5         | no text",
                "VirtualService  | spec.http[0].route[0].destination.host | '\"\"'    | missing",
                "VirtualService  | spec.http[0].timeout                   | 5         | no text",
                "VirtualService  | spec.http[0].timeout                   | soon      | no"
                        + " duration",
                "VirtualService  | spec.http[0].match[0].ignoreUriCase    | '\"yes\"' | neither"
                        + " true nor false",
                "VirtualService  | spec.http[0].match[0].sourceLabels.app | 5         | no text",
                "VirtualService  | spec.http[0].match[0].gateways         | [5]       | no list of"
                        + " texts",
                "VirtualService  | spec.http[0].match[0].uri              | {exact: a, prefix: b} |"
                        + " not translated",
                "VirtualService  | spec.http[0].match[0].headers.@request.auth.claims | {exact: a}"
                        + " | not translated",
                "VirtualService  | spec.http[0].retries.retryIgnorePreviousHosts | 1  | neither"
                        + " true nor false",
                "VirtualService  | spec.http[1].redirect.redirectCode     | 300       | unknown",
                "VirtualService  | spec.http[1].redirect.derivePort       | ANY       | unknown",
                "VirtualService  | spec.http[1].route                     | []        | not"
                        + " translated",
                "VirtualService  | spec.tcp[0].route[0].weight            | -5        | negative",
                "VirtualService  | spec.tcp[0].match[0].sniHosts          | [a]       | not"
                        + " translated",
                "VirtualService  | spec.tls[0].match                      | []        | missing",
                "VirtualService  | spec.tls[0].match[0].sniHosts          | []        | missing",
                "DestinationRule | spec.subsets[0].name                   | '\"\"'    | missing",
                "DestinationRule | spec.subsets[0].labels                 | {version: 1} | no text",
                "DestinationRule | spec.trafficPolicy.loadBalancer        | {simple: ANY} |"
                        + " unknown",
                "DestinationRule | spec.trafficPolicy.loadBalancer        | {consistentHash: {}} |"
                        + " names no key",
                "DestinationRule | spec.trafficPolicy.loadBalancer        | {consistentHash:"
                        + " {httpHeaderName: a, useSourceIp: true}} | not translated",
                "DestinationRule | spec.trafficPolicy.loadBalancer        | {simple: RANDOM,"
                        + " consistentHash: {useSourceIp: true}} | not translated",
                "DestinationRule | spec.trafficPolicy.connectionPool.http | {h2UpgradePolicy: ANY}"
                        + " | unknown",
                "DestinationRule | spec                                   | 5         | no object"
            })
    void aValueThatIsNoneIsRefusedByItsField(String kind, String field, String value, String why) {
        List<Map<String, Object>> objects = Translation.objects(OBJECTS);
        set(only(kind, objects), field, new Yaml().load(value));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> new Translation(objects, Translation.CALLERS).snapshot())
                .withMessageContaining(field.replaceFirst("\\.@.*", ""))
                .withMessageContaining(why);
    }

    private static void check(
            String kind, String field, String value, String outcome, @Nullable String beside) {
        List<Map<String, Object>> objects = Translation.objects(OBJECTS);
        if (beside != null && !beside.isEmpty()) {
            String[] pair = beside.split("=", 2);
            set(only(kind, objects), pair[0], new Yaml().load(pair[1]));
        }
        Translation translation = new Translation(objects, Translation.CALLERS);
        Snapshot before = translation.snapshot();
        set(only(kind, objects), field, new Yaml().load(value));
        String found;
        try {
            found = translation.snapshot().equals(before) ? "no effect" : "translated";
        } catch (Refused e) {
            Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
            assertThat(place.matches()).as(e.getMessage()).isTrue();
            assertThat(field).startsWith(place.group(1));
            found = "refused";
        }
        assertThat(found).as(field).isEqualTo(outcome);
    }

    private static Map<String, Object> only(String kind, List<Map<String, Object>> objects) {
        return objects.stream().filter(o -> kind.equals(o.get("kind"))).findFirst().orElseThrow();
    }

    /** Sets what stands at a path such as {@code spec.http[0].timeout}; makes what is missing. */
    private static void set(Map<String, Object> object, String path, Object value) {
        Object at = object;
        List<Object> steps = steps(path);
        for (int i = 0; i < steps.size() - 1; i++) {
            boolean list = steps.get(i + 1) instanceof Integer;
            at = step(at, steps.get(i), list ? new ArrayList<>() : new LinkedHashMap<>(), false);
        }
        step(at, steps.getLast(), value, true);
    }

    private static List<Object> steps(String path) {
        List<Object> steps = new ArrayList<>();
        for (String part : path.split("\\.(?!auth\\.|claims)", -1)) {
            String[] nameAndIndex = part.split("[\\[\\]]", -1);
            steps.add(nameAndIndex[0]);
            if (nameAndIndex.length > 1) {
                steps.add(Integer.valueOf(nameAndIndex[1]));
            }
        }
        return steps;
    }

    @SuppressWarnings("unchecked") // trees of YAML
    private static Object step(Object at, Object step, Object value, boolean put) {
        if (step instanceof Integer index) {
            List<Object> list = (List<Object>) at;
            if (index == list.size()) {
                list.add(value);
            } else if (put) {
                list.set(index, value);
            }
            return list.get(index);
        }
        Map<String, Object> map = (Map<String, Object>) at;
        if (put) {
            map.put(String.valueOf(step), value);
        }
        return map.computeIfAbsent(String.valueOf(step), name -> value);
    }
}
