package dev.tidegate.core.event;

import dev.tidegate.core.distribution.DnsLabel;

/**
 * The service that an event is about; {@code namespace/service} is the key of every topic.
 *
 * @param namespace Kubernetes namespace, a DNS label
 * @param name name of the Service and of its RolloutPolicy, a DNS label
 */
public record ServiceKey(String namespace, String name) implements Comparable<ServiceKey> {

    public ServiceKey {
        DnsLabel.require("namespace", namespace);
        DnsLabel.require("service", name);
    }

    @Override
    public int compareTo(ServiceKey other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
