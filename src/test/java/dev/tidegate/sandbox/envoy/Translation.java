package dev.tidegate.sandbox.envoy;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects as YAML, Services and Pods among them, and what Envoy is told of them. Each port of a
 * Service is reached at the same number on this machine.
 */
record Translation(List<Map<String, Object>> objects, Proxy proxy) {

    private static final int FIRST_POD_PORT = 30_001;

    static final Proxy CALLERS = new Proxy("bookinfo", Map.of("app", "page"), "cluster.local");

    private static final Snapshot.Files FILES =
            new Snapshot.Files() {
                @Override
                public String endpoints(String cluster) {
                    return "endpoints of " + cluster;
                }

                @Override
                public String routes(int port) {
                    return "routes of " + port;
                }
            };

    /** The documents of a text, or the items of a list. */
    static List<Map<String, Object>> objects(String yaml) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml)) {
            if (document instanceof List<?> list) {
                list.forEach(each -> objects.add(tree(each)));
            } else {
                objects.add(tree(document));
            }
        }
        return objects;
    }

    Snapshot snapshot() {
        Map<Integer, Integer> listeners = new LinkedHashMap<>();
        servicePorts().forEach(port -> listeners.put(port, port));
        return Snapshot.of(
                new World(of("VirtualService"), of("DestinationRule"), of("Service"), pods()),
                proxy,
                listeners,
                FILES);
    }

    /** The pods' names, by the ports that they listen on. */
    Map<Integer, String> podNames() {
        Map<Integer, String> names = new LinkedHashMap<>();
        List<Map<String, Object>> all = of("Pod");
        for (int i = 0; i < all.size(); i++) {
            String name = Meta.of(all.get(i)).name();
            pods().get(i).ports().values().forEach(port -> names.put(port, name));
        }
        return names;
    }

    private List<Map<String, Object>> of(String kind) {
        return objects.stream().filter(object -> kind.equals(object.get("kind"))).toList();
    }

    private List<Pod> pods() {
        List<Pod> pods = new ArrayList<>();
        int next = FIRST_POD_PORT;
        for (Map<String, Object> object : of("Pod")) {
            Map<Integer, Integer> ports = new LinkedHashMap<>();
            for (int port : servicePorts()) {
                ports.put(port, next++);
            }
            Fields metadata = new Fields("", object).part("metadata");
            pods.add(
                    new Pod(
                            metadata.text("namespace").orElse(""),
                            metadata.part("labels").texts(),
                            ports));
        }
        return pods;
    }

    private List<Integer> servicePorts() {
        return of("Service").stream()
                .flatMap(service -> Fields.spec(service).parts("ports").stream())
                .map(port -> (int) port.number("port").orElseThrow())
                .distinct()
                .sorted()
                .toList();
    }

    @SuppressWarnings("unchecked") // the keys of objects are texts
    private static Map<String, Object> tree(Object value) {
        return (Map<String, Object>) value;
    }
}
