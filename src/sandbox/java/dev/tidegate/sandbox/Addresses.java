package dev.tidegate.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sandbox's ports, one after the other.
 *
 * @param tidegate of the product's HTTP
 * @param firstService of v1; the later versions follow
 */
record Addresses(int kafka, int cluster, int tidegate, int mesh, int firstService) {

    static Addresses from(int base) {
        return new Addresses(base, base + 1, base + 2, base + 3, base + 4);
    }

    /** The port of the version with this index, from 0. */
    int service(int index) {
        return firstService + index;
    }

    /**
     * Makes sure that nobody else has one of them.
     *
     * @throws Trouble naming the port and who needs it
     */
    void requireFree() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("Kafka broker", kafka);
        ports.put("Kubernetes API", cluster);
        ports.put("Tidegate process", tidegate);
        ports.put("mesh", mesh);
        for (String version : Stage.VERSIONS) {
            ports.put("service " + version, service(Stage.VERSIONS.indexOf(version)));
        }
        ports.forEach((what, port) -> Net.requireFree(port, what));
    }
}
