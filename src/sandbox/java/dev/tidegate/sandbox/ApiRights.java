package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * Who somebody is and what they may do, by the double's service accounts, ClusterRoles and
 * bindings. It knows no other users' tokens and no aggregation of roles.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/">RBAC</a>
 */
final class ApiRights {

    private static final String ISSUER = "https://kubernetes.default.svc";
    private static final String RBAC = "rbac.authorization.k8s.io";

    private record Issued(String namespace, String account, List<String> audiences) {}

    private final ApiStore store;
    private final Map<String, Issued> tokens = new ConcurrentHashMap<>();

    ApiRights(ApiStore store) {
        this.store = store;
    }

    /** Answers a TokenRequest. */
    ObjectNode token(String namespace, String account, ObjectNode request) {
        store.get(kind("", "serviceaccounts"), namespace + "/" + account);
        String token = UUID.randomUUID().toString();
        tokens.put(token, new Issued(namespace, account, audiences(request.at("/spec/audiences"))));
        request.withObject("/status").put("token", token);
        return request;
    }

    /** Answers a TokenReview or a SubjectAccessReview. */
    ObjectNode review(ObjectNode review) {
        JsonNode spec = review.path("spec");
        ObjectNode status = review.withObject("/status");
        if (review.path("kind").asText().equals("TokenReview")) {
            authenticate(spec, status);
        } else {
            status.put("allowed", allowed(spec));
        }
        return review;
    }

    private void authenticate(JsonNode spec, ObjectNode status) {
        Issued issued = tokens.get(spec.path("token").asText());
        List<String> common = new ArrayList<>(audiences(spec.path("audiences")));
        if (issued != null) {
            common.retainAll(issued.audiences());
        }
        if (issued == null || common.isEmpty() || gone(issued)) {
            status.put("authenticated", false).put("error", "invalid bearer token");
            return;
        }
        status.put("authenticated", true);
        common.forEach(status.putArray("audiences")::add);
        ObjectNode user = status.withObject("/user");
        user.put("username", user(issued.namespace(), issued.account()));
        user.putArray("groups")
                .add("system:serviceaccounts")
                .add("system:serviceaccounts:" + issued.namespace())
                .add("system:authenticated");
    }

    /** A token ends with its account. */
    private boolean gone(Issued issued) {
        String id = issued.namespace() + "/" + issued.account();
        return store.find(kind("", "serviceaccounts"), id).isEmpty();
    }

    private boolean allowed(JsonNode spec) {
        String namespace = spec.at("/resourceAttributes/namespace").asText("");
        List<JsonNode> bindings = new ArrayList<>();
        store.list(kind(RBAC, "clusterrolebindings"), b -> true, bindings::add);
        store.list(
                kind(RBAC, "rolebindings"),
                b -> b.at("/metadata/namespace").asText().equals(namespace),
                bindings::add);
        return bindings.stream()
                .filter(binding -> any(binding.path("subjects"), s -> is(s, spec)))
                .map(binding -> binding.at("/roleRef/name").asText())
                .flatMap(role -> store.find(kind(RBAC, "clusterroles"), "/" + role).stream())
                .anyMatch(role -> any(role.path("rules"), rule -> grants(rule, spec)));
    }

    private static boolean is(JsonNode subject, JsonNode spec) {
        String name = subject.path("name").asText();
        return switch (subject.path("kind").asText()) {
            case "Group" -> any(spec.path("groups"), group -> group.asText().equals(name));
            case "ServiceAccount" ->
                    spec.path("user")
                            .asText()
                            .equals(user(subject.path("namespace").asText(), name));
            default -> spec.path("user").asText().equals(name);
        };
    }

    private static boolean grants(JsonNode rule, JsonNode spec) {
        JsonNode asked = spec.path("resourceAttributes");
        return has(rule.path("apiGroups"), asked.path("group").asText())
                && has(rule.path("resources"), asked.path("resource").asText())
                && has(rule.path("verbs"), asked.path("verb").asText())
                && (rule.path("resourceNames").isEmpty()
                        || has(rule.path("resourceNames"), asked.path("name").asText()));
    }

    private static boolean has(JsonNode list, String value) {
        return any(list, e -> e.asText().equals("*") || e.asText().equals(value));
    }

    private static boolean any(JsonNode list, Predicate<JsonNode> test) {
        return StreamSupport.stream(list.spliterator(), false).anyMatch(test);
    }

    private static String user(String namespace, String account) {
        return "system:serviceaccount:%s:%s".formatted(namespace, account);
    }

    /** A server asked without audiences means its own. */
    private static List<String> audiences(JsonNode asked) {
        List<String> audiences = new ArrayList<>();
        if (asked instanceof ArrayNode array) {
            array.forEach(a -> audiences.add(a.asText()));
        }
        return audiences.isEmpty() ? List.of(ISSUER) : audiences;
    }

    private static ApiKind kind(String group, String plural) {
        return ApiKind.of(group, plural).orElseThrow();
    }
}
