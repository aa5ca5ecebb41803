package dev.tidegate.sandbox.envoy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The Services by host, each with the rule that holds for the callers. */
final class Catalog {
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final Proxy proxy;

    /**
     * Reads the Services and their rules.
     *
     * @throws Refused naming what is not translated
     */
    Catalog(World world, Proxy proxy) {
        this.proxy = proxy;
        for (Map<String, Object> object : world.services()) {
            Service service = Service.of(object, proxy);
            services.put(service.host(), service);
            rules.put(service.host(), Rule.of(service.host(), service.namespace(), world, proxy));
        }
    }

    Map<String, Service> services() {
        return services;
    }

    Rule rule(String host) {
        return rules.getOrDefault(host, Rule.NONE);
    }

    /**
     * Where a destination of a route leads.
     *
     * @param namespace of the VirtualService, to which a short host belongs
     * @param listener the port that the request came to: it counts where the Service has several
     */
    Target target(Fields destination, String namespace, int listener) {
        String named =
                destination
                        .word("host")
                        .orElseThrow(
                                () -> new Refused(destination + ".host is missing; name a host"));
        String host = Host.full(named, namespace, proxy);
        String subset = destination.word("subset").orElse("");
        Fields port = destination.part("port");
        OptionalInt said = OptionalInt.empty();
        if (port.number("number").isPresent()) {
            said = OptionalInt.of((int) port.number("number").getAsLong());
        }
        port.end();
        destination.end();
        Optional<Service> service = Optional.ofNullable(services.get(host));
        int only =
                service.filter(s -> s.ports().size() == 1)
                        .map(s -> s.ports().getFirst().number())
                        .orElse(listener);
        return new Target(
                Service.cluster(said.orElse(only), subset, host),
                subset.isEmpty() ? host.split("\\.", 2)[0] : subset,
                subset,
                rule(host));
    }

    /**
     * A destination of a route.
     *
     * @param cluster Envoy's name of it, whether it is there or not
     * @param label its subset, or its host's first label: what it is called in the access log
     * @param rule of its host
     */
    record Target(String cluster, String label, String subset, Rule rule) {

        Optional<Map<String, Object>> hashPolicy() {
            return rule.policyOf(subset).balancing().flatMap(Balancing::hashPolicy);
        }
    }
}
