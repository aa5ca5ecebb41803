package dev.tidegate.sandbox.envoy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A snapshot without what is the same in each: what a reader compares. */
final class Digest {
    /** Keys are sorted, since some of Envoy's trees are maps without an order. */
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private static final long NO_LIMIT = 4_294_967_295L;

    private static final Set<String> USUAL =
            Set.of(
                    "@type",
                    "alt_stat_name",
                    "eds_cluster_config",
                    "common_lb_config",
                    "access_log",
                    "stat_prefix",
                    "metadata");

    private static final Map<String, JsonNode> DEFAULTS =
            Map.of(
                    "timeout", JSON.valueToTree("0s"),
                    "max_grpc_timeout", JSON.valueToTree("0s"),
                    "connect_timeout", JSON.valueToTree("10s"),
                    "type", JSON.valueToTree("EDS"),
                    "case_sensitive", JSON.valueToTree(true),
                    "retry_policy",
                            JSON.valueToTree(
                                    Retries.of(new Fields("", Map.of()), false).orElseThrow()));

    private final Map<Integer, String> pods;

    private Digest(Map<Integer, String> pods) {
        this.pods = pods;
    }

    /** Clusters, routes by port and domains, and connections by listener and chain. */
    static JsonNode of(Translation translation) {
        Digest digest = new Digest(translation.podNames());
        Snapshot snapshot = translation.snapshot();
        ObjectNode clusters = JSON.createObjectNode();
        Map<String, JsonNode> sorted = new TreeMap<>();
        for (JsonNode cluster : JSON.<JsonNode>valueToTree(snapshot.clusters())) {
            String name = cluster.path("name").asText();
            JsonNode endpoints = JSON.valueToTree(snapshot.endpoints().get(name));
            sorted.put(name, digest.cluster(cluster, endpoints));
        }
        sorted.forEach(clusters::set);
        ObjectNode requests = JSON.createObjectNode();
        new TreeMap<>(snapshot.routes())
                .forEach(
                        (port, routes) ->
                                requests.set(
                                        port.toString(),
                                        hosts(JSON.<JsonNode>valueToTree(routes))));
        ObjectNode connections = JSON.createObjectNode();
        for (JsonNode listener : JSON.<JsonNode>valueToTree(snapshot.listeners())) {
            put(connections, listener.path("name").asText(), chains(listener));
        }
        ObjectNode all = JSON.createObjectNode();
        all.set("clusters", clusters);
        put(all, "requests", requests);
        put(all, "connections", connections);
        return all;
    }

    private ObjectNode cluster(JsonNode cluster, JsonNode endpoints) {
        ObjectNode out = unusual(cluster);
        out.remove("name");
        out.remove("circuit_breakers");
        out.remove("typed_extension_protocol_options");
        ObjectNode limits = JSON.createObjectNode();
        cluster.at("/circuit_breakers/thresholds/0")
                .properties()
                .forEach(
                        limit -> {
                            if (limit.getValue().asLong() != NO_LIMIT) {
                                limits.set(limit.getKey(), limit.getValue());
                            }
                        });
        put(out, "limits", limits);
        for (JsonNode options : cluster.path("typed_extension_protocol_options")) {
            if (options.at("/explicit_http_config/http2_protocol_options").isObject()) {
                out.put("protocol", "http2");
            }
            options.path("common_http_protocol_options")
                    .properties()
                    .forEach(option -> out.set(option.getKey(), option.getValue()));
        }
        ArrayNode names = JSON.createArrayNode();
        for (JsonNode port : endpoints.findValues("port_value")) {
            names.add(pods.get(port.asInt()));
        }
        if (endpoints.isObject()) {
            out.set("pods", names);
        }
        return out;
    }

    private static ObjectNode hosts(JsonNode routes) {
        ObjectNode hosts = JSON.createObjectNode();
        for (JsonNode host : routes.path("virtual_hosts")) {
            ArrayNode out = JSON.createArrayNode();
            host.path("routes").forEach(route -> out.add(unusual(route)));
            hosts.set(host.path("domains").path(0).asText(), out);
        }
        return hosts;
    }

    private static ObjectNode chains(JsonNode listener) {
        ObjectNode chains = JSON.createObjectNode();
        for (JsonNode chain : listener.path("filter_chains")) {
            JsonNode filter = chain.path("filters").path(0);
            if (filter.path("name").asText().equals("envoy.filters.network.tcp_proxy")) {
                ObjectNode out = unusual(filter.path("typed_config"));
                put(out, "names", chain.path("filter_chain_match"));
                chains.set(chain.path("name").asText(), out);
            }
        }
        return chains;
    }

    /** Without what each of its kind has, its parts included. */
    private static ObjectNode unusual(JsonNode tree) {
        ObjectNode out = JSON.createObjectNode();
        tree.properties()
                .forEach(
                        entry -> {
                            String name = entry.getKey();
                            JsonNode value = entry.getValue();
                            boolean part = name.equals("route") || name.equals("match");
                            if (!USUAL.contains(name) && !value.equals(DEFAULTS.get(name))) {
                                out.set(name, part ? unusual(value) : value);
                            }
                        });
        return out;
    }

    private static void put(ObjectNode tree, String name, JsonNode value) {
        if (!value.isEmpty()) {
            tree.set(name, value);
        }
    }
}
