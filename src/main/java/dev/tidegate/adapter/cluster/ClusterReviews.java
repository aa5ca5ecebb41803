package dev.tidegate.adapter.cluster;

import dev.tidegate.door.Caller;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Reviews;
import dev.tidegate.door.Right;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks the API server who somebody is and what they may do.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-review-v1/">TokenReview</a>
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/subject-access-review-v1/">SubjectAccessReview</a>
 */
public final class ClusterReviews implements Reviews {

    private final KubernetesClient client;
    private final List<String> audiences;

    /**
     * Reviews.
     *
     * @param audiences of which a token must be meant for at least one
     */
    public ClusterReviews(KubernetesCluster cluster, List<String> audiences) {
        this.client = cluster.client();
        this.audiences = List.copyOf(audiences);
    }

    @Override
    public Optional<Caller> tokenOf(String token) {
        TokenReview review =
                new TokenReviewBuilder()
                        .withNewSpec()
                        .withToken(token)
                        .withAudiences(audiences)
                        .endSpec()
                        .build();
        TokenReviewStatus status =
                answered("tokenreviews", () -> client.tokenReviews().create(review).getStatus());
        // a server that knows no audiences answers none, and then the token may be meant for others
        boolean ours =
                Boolean.TRUE.equals(status.getAuthenticated())
                        && !Collections.disjoint(audiences, orNone(status.getAudiences()));
        return ours ? Optional.of(caller(status.getUser())) : Optional.empty();
    }

    private static Caller caller(UserInfo user) {
        return new Caller(
                user.getUsername(),
                Objects.requireNonNullElse(user.getUid(), ""),
                orNone(user.getGroups()),
                Objects.requireNonNullElse(user.getExtra(), Map.of()));
    }

    private static List<String> orNone(List<String> list) {
        return Objects.requireNonNullElse(list, List.of());
    }

    @Override
    public boolean allowed(Caller caller, Right right) {
        SubjectAccessReview review =
                new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser(caller.name())
                        .withUid(caller.uid())
                        .withGroups(caller.groups())
                        .withExtra(caller.extra())
                        .withNewResourceAttributes()
                        .withGroup(Right.GROUP)
                        .withResource(Right.RESOURCE)
                        .withVerb(right.verb().toString())
                        .withNamespace(right.namespace())
                        .withName(right.name())
                        .endResourceAttributes()
                        .endSpec()
                        .build();
        return Boolean.TRUE.equals(
                answered(
                        "subjectaccessreviews",
                        () ->
                                client.authorization()
                                        .v1()
                                        .subjectAccessReview()
                                        .create(review)
                                        .getStatus()
                                        .getAllowed()));
    }

    private static <T> T answered(String resource, Supplier<T> question) {
        try {
            return question.get();
        } catch (KubernetesClientException e) {
            String why =
                    e.getCode() == 403
                            ? "Tidegate may not create %s; apply k8s/rights.yaml"
                                    .formatted(resource)
                            : "the Kubernetes API server cannot be asked: " + Calls.said(e);
            throw new Denied(Denied.Why.NO_ANSWER, why);
        } catch (IllegalStateException e) {
            // the client was closed: this process is going down
            throw new Denied(Denied.Why.NO_ANSWER, "Tidegate is ending");
        }
    }
}
