package dev.tidegate.sandbox;

import java.util.List;
import java.util.Optional;

/**
 * A kind that the API server double serves.
 *
 * @param group API group, empty for the core
 * @param versions served versions, the preferred first; all show the same object
 * @param shortName as for kubectl, may be empty
 * @param status whether status is a subresource of its own
 */
record ApiKind(
        String group,
        List<String> versions,
        String plural,
        String kind,
        String shortName,
        boolean namespaced,
        boolean status) {

    /** What {@code kubectl get all} shows. */
    private static final List<String> EVERYBODYS = List.of("Pod", "Service", "Deployment");

    private static final List<String> ISTIO = List.of("v1", "v1beta1", "v1alpha3");

    static final List<ApiKind> ALL =
            List.of(
                    new ApiKind("", List.of("v1"), "namespaces", "Namespace", "ns", false, true),
                    new ApiKind("", List.of("v1"), "pods", "Pod", "po", true, true),
                    new ApiKind("", List.of("v1"), "services", "Service", "svc", true, true),
                    new ApiKind("", List.of("v1"), "configmaps", "ConfigMap", "cm", true, false),
                    new ApiKind("", List.of("v1"), "events", "Event", "ev", true, false),
                    new ApiKind(
                            "",
                            List.of("v1"),
                            "serviceaccounts",
                            "ServiceAccount",
                            "sa",
                            true,
                            false),
                    rbac("clusterroles", "ClusterRole", false),
                    rbac("clusterrolebindings", "ClusterRoleBinding", false),
                    rbac("rolebindings", "RoleBinding", true),
                    review("authentication.k8s.io", "tokenreviews", "TokenReview"),
                    review("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview"),
                    new ApiKind(
                            "apps",
                            List.of("v1"),
                            "deployments",
                            "Deployment",
                            "deploy",
                            true,
                            true),
                    new ApiKind(
                            "autoscaling",
                            List.of("v2"),
                            "horizontalpodautoscalers",
                            "HorizontalPodAutoscaler",
                            "hpa",
                            true,
                            true),
                    new ApiKind(
                            "keda.sh",
                            List.of("v1alpha1"),
                            "scaledobjects",
                            "ScaledObject",
                            "so",
                            true,
                            true),
                    new ApiKind(
                            "coordination.k8s.io",
                            List.of("v1"),
                            "leases",
                            "Lease",
                            "",
                            true,
                            false),
                    new ApiKind("events.k8s.io", List.of("v1"), "events", "Event", "", true, false),
                    new ApiKind(
                            "apiextensions.k8s.io",
                            List.of("v1"),
                            "customresourcedefinitions",
                            "CustomResourceDefinition",
                            "crd",
                            false,
                            true),
                    istio("virtualservices", "VirtualService", "vs"),
                    istio("destinationrules", "DestinationRule", "dr"),
                    istio("serviceentries", "ServiceEntry", "se"),
                    new ApiKind(
                            "discovery.k8s.io",
                            List.of("v1"),
                            "endpointslices",
                            "EndpointSlice",
                            "",
                            true,
                            false),
                    new ApiKind(
                            "gateway.networking.k8s.io",
                            List.of("v1beta1"),
                            "referencegrants",
                            "ReferenceGrant",
                            "refgrant",
                            true,
                            false),
                    ours("rolloutpolicies", "RolloutPolicy", "tgp"),
                    ours("rollouts", "Rollout", "tgr"));

    private static ApiKind rbac(String plural, String kind, boolean namespaced) {
        return new ApiKind(
                "rbac.authorization.k8s.io", List.of("v1"), plural, kind, "", namespaced, false);
    }

    private static ApiKind review(String group, String plural, String kind) {
        return new ApiKind(group, List.of("v1"), plural, kind, "", false, false);
    }

    private static ApiKind istio(String plural, String kind, String shortName) {
        return new ApiKind("networking.istio.io", ISTIO, plural, kind, shortName, true, true);
    }

    private static ApiKind ours(String plural, String kind, String shortName) {
        return new ApiKind(
                "tidegate.dev", List.of("v1alpha1"), plural, kind, shortName, true, true);
    }

    static Optional<ApiKind> of(String group, String plural) {
        return ALL.stream()
                .filter(k -> k.group.equals(group) && k.plural.equals(plural))
                .findFirst();
    }

    /** Whether it is a question: answered at once and not kept. */
    boolean review() {
        return plural.endsWith("reviews");
    }

    /** Where kubectl finds it beside its name. */
    List<String> categories() {
        return ApiDefinition.of(this)
                .map(ApiDefinition::categories)
                .orElseGet(() -> EVERYBODYS.contains(kind) ? List.of("all") : List.of());
    }

    String apiVersion() {
        return group.isEmpty() ? versions.getFirst() : group + "/" + versions.getFirst();
    }

    /** Path of an object, or of the collection when {@code name} is empty. */
    String path(String namespace, String name) {
        String scope = namespaced ? "/namespaces/" + namespace : "";
        String root = group.isEmpty() ? "/api/" : "/apis/";
        return root + apiVersion() + scope + "/" + plural + (name.isEmpty() ? "" : "/" + name);
    }

    String key() {
        return group + "/" + plural;
    }
}
