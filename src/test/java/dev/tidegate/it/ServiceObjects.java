package dev.tidegate.it;

import java.util.List;

/** The objects of a service that is released in the tests, as YAML. */
public final class ServiceObjects {

    /** Becomes ready where there are nodes; where there are none the tests write the status. */
    private static final String RUNNING = "nginx:1.29-alpine";

    private ServiceObjects() {}

    /** Its routes, and a policy with these extra lines. */
    public static List<String> of(String service, String policy) {
        String virtualService =
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: SERVICE}
                spec:
                  hosts: [SERVICE]
                  http:
                    - name: primary
                      timeout: 30s
                      route:
                        - {destination: {host: SERVICE, subset: v1}, weight: 100}
                """;
        String destinationRule =
                """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: SERVICE}
                spec: {host: SERVICE, subsets: [{name: v1, labels: {version: v1}}]}
                """;
        String rolloutPolicy =
                """
                apiVersion: tidegate.dev/v1alpha1
                kind: RolloutPolicy
                metadata: {name: SERVICE}
                spec:
                  route: {virtualServices: [{name: SERVICE, http: [primary]}], destinationRule: SERVICE}
                  propagation: 100ms
                """
                        + policy.indent(2);
        return List.of(virtualService, destinationRule, rolloutPolicy).stream()
                .map(yaml -> yaml.replace("SERVICE", service))
                .toList();
    }

    /**
     * The Deployment of one version, with this many pods available, observed after whatever edit
     * came before.
     */
    public static String workload(String service, String version, int available) {
        return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: SERVICE-VERSION}
        spec:
          replicas: 1
          selector: {matchLabels: {app: SERVICE, version: VERSION}}
          template:
            metadata: {labels: {app: SERVICE, version: VERSION}}
            spec: {containers: [{name: main, image: IMAGE}]}
        status: {observedGeneration: 99, replicas: 1, updatedReplicas: 1, readyReplicas: AVAILABLE, availableReplicas: AVAILABLE}
        """
                .replace("SERVICE", service)
                .replace("VERSION", version)
                .replace("IMAGE", available > 0 ? RUNNING : "sample.invalid/none")
                .replace("AVAILABLE", "" + available);
    }
}
