package dev.tidegate.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidegate.door.Denied.Why;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class ClusterAccessTest {

    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final Duration REFUSAL = Duration.ofSeconds(5);

    private final AccessScene scene = new AccessScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void tokenIsItsAccounts() {
        Caller caller = identified(scene.token("build", "tidegate"));
        assertThat(caller.name()).isEqualTo("system:serviceaccount:ci:build");
        assertThat(caller.groups()).contains("system:serviceaccounts:ci");
        assertThat(identified(scene.token("build", "other"))).isEqualTo(caller);
    }

    @Test
    void nobodyWithoutAGenuineTokenIsKnown() {
        denied(Why.NOBODY, () -> scene.access.identify(Optional.empty()));
        denied(Why.NOT_GENUINE, () -> identified("invented"));
        String foreign = scene.token("build", "https://kubernetes.default.svc");
        denied(Why.NOT_GENUINE, () -> identified(foreign));
    }

    @Test
    void rightHoldsInItsNamespaceOnly() {
        Caller build = identified(scene.token("build", "tidegate"));
        scene.bind("build", "tidegate-deployer");
        assertThatCode(() -> may(build, Verb.DEPLOY, "bookinfo", "reviews"))
                .doesNotThrowAnyException();
        denied(Why.NO_RIGHT, () -> may(build, Verb.DEPLOY, "shop", "cart"));
        denied(Why.NO_RIGHT, () -> may(build, Verb.DEPLOY, "", ""));
    }

    @Test
    void roleMayNameTheServices() {
        // Given
        scene.apply(
                """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: of-reviews}
                rules:
                  - {apiGroups: [tidegate.dev], resources: [rollouts], verbs: [promote], resourceNames: [reviews]}
                """);
        Caller oncall = identified(scene.token("oncall", "tidegate"));
        scene.bind("oncall", "of-reviews");
        // Then
        assertThatCode(() -> may(oncall, Verb.PROMOTE, "bookinfo", "reviews"))
                .doesNotThrowAnyException();
        denied(Why.NO_RIGHT, () -> may(oncall, Verb.PROMOTE, "bookinfo", "ratings"));
    }

    @Test
    void refusalNamesTheRightWhoLacksItAndHowTheyGetIt() {
        Caller build = identified(scene.token("build", "tidegate"));
        assertThatExceptionOfType(Denied.class)
                .isThrownBy(() -> may(build, Verb.PROMOTE, "bookinfo", "reviews"))
                .withMessage(
                        "system:serviceaccount:ci:build may not promote rollouts.tidegate.dev"
                                + " \"reviews\" in namespace bookinfo; who may bind roles there can"
                                + " allow it: kubectl -n bookinfo create rolebinding"
                                + " tidegate-operator-build --clusterrole=tidegate-operator"
                                + " --serviceaccount=ci:build");
        assertThatExceptionOfType(Denied.class)
                .isThrownBy(() -> may(build, Verb.LIST, "", ""))
                .withMessageContaining("list rollouts.tidegate.dev in all namespaces")
                .withMessageContaining("kubectl create clusterrolebinding tidegate-viewer-build");
    }

    @ParameterizedTest
    @CsvSource({
        "tidegate-deployer, DEPLOY",
        "tidegate-alerter, ALERT",
        "tidegate-operator, PROMOTE PAUSE RESUME SKIP ABORT RETRY ROLLBACK FORGET FREEZE UNFREEZE",
        "tidegate-viewer, GET LIST",
        "tidegate-author, ''",
        "tidegate-source, DELIVER"
    })
    void shippedRoleHasTheseVerbsAndNoOthers(String role, String verbs) {
        Caller caller = identified(scene.token("somebody", "tidegate"));
        scene.bind("somebody", role);
        Set<Verb> allowed =
                Stream.of(Verb.values())
                        .filter(verb -> allowed(caller, verb))
                        .collect(Collectors.toSet());
        assertThat(allowed)
                .isEqualTo(
                        Stream.of(verbs.split(" "))
                                .filter(v -> !v.isEmpty())
                                .map(Verb::valueOf)
                                .collect(Collectors.toSet()))
                .allSatisfy(verb -> assertThat(verb.role()).isEqualTo(role));
    }

    @Test
    void withoutAnAnswerNobodyNewIsLetIn() {
        String token = scene.token("build", "tidegate");
        scene.server.fail("create", "TokenReview", 1, 500);
        denied(Why.NO_ANSWER, () -> identified(token));
        Caller build = identified(token);
        scene.bind("build", "tidegate-deployer");
        scene.server.outage(true);
        denied(Why.NO_ANSWER, () -> may(build, Verb.DEPLOY, "bookinfo", "reviews"));
    }

    @Test
    void whatWasGrantedIsBelievedThroughAnOutageAndNotForEver() {
        // Given
        String token = scene.token("build", "tidegate");
        scene.bind("build", "tidegate-deployer");
        may(identified(token), Verb.DEPLOY, "bookinfo", "reviews");
        // When
        scene.server.outage(true);
        scene.pass(AccessScene.OUTAGE.minus(A_MOMENT));
        // Then
        Caller build = identified(token);
        assertThatCode(() -> may(build, Verb.DEPLOY, "bookinfo", "reviews"))
                .doesNotThrowAnyException();
        // When
        scene.pass(A_MOMENT);
        // Then
        denied(Why.NO_ANSWER, () -> identified(token));
        denied(Why.NO_ANSWER, () -> may(build, Verb.DEPLOY, "bookinfo", "reviews"));
    }

    @Test
    void tokenOfADeletedAccountIsRefusedOnceTheAnswerIsOld() {
        String token = scene.token("build", "tidegate");
        Caller build = identified(token);
        scene.server.delete("ServiceAccount", "ci", "build");
        scene.pass(AccessScene.GRANTED.minus(A_MOMENT));
        assertThat(identified(token)).isEqualTo(build);
        scene.pass(A_MOMENT);
        denied(Why.NOT_GENUINE, () -> identified(token));
        // and an outage does not bring the old answer back
        scene.pass(REFUSAL);
        scene.server.outage(true);
        denied(Why.NO_ANSWER, () -> identified(token));
    }

    @Test
    void newRightCountsAfterSeconds() {
        Caller build = identified(scene.token("build", "tidegate"));
        denied(Why.NO_RIGHT, () -> may(build, Verb.DEPLOY, "bookinfo", "reviews"));
        scene.bind("build", "tidegate-deployer");
        denied(Why.NO_RIGHT, () -> may(build, Verb.DEPLOY, "bookinfo", "reviews"));
        scene.pass(REFUSAL);
        assertThatCode(() -> may(build, Verb.DEPLOY, "bookinfo", "reviews"))
                .doesNotThrowAnyException();
    }

    @Test
    void whoHadARightIsProvenForAsLongAsItIsBelieved() {
        Caller build = identified(scene.token("build", "tidegate"));
        denied(Why.NO_RIGHT, () -> may(build, Verb.DEPLOY, "bookinfo", "reviews"));
        assertThat(scene.access.proven(build)).isFalse();
        Caller alerting = identified(scene.token("alerting", "tidegate"));
        scene.bind("alerting", "tidegate-alerter");
        may(alerting, Verb.ALERT, "bookinfo", "reviews");
        assertThat(scene.access.proven(alerting)).isTrue();
        scene.pass(AccessScene.OUTAGE);
        assertThat(scene.access.proven(alerting)).isFalse();
    }

    @Test
    void tidegatesOwnMissingRightIsNamed() {
        scene.server.fail("create", "TokenReview", 1, 403);
        assertThatExceptionOfType(Denied.class)
                .isThrownBy(() -> identified("a token"))
                .withMessageContaining("k8s/rights.yaml");
    }

    private Caller identified(String token) {
        return scene.access.identify(Optional.of(token));
    }

    private void may(Caller caller, Verb verb, String namespace, String name) {
        scene.access.require(caller, new Right(verb, namespace, name));
    }

    private boolean allowed(Caller caller, Verb verb) {
        try {
            may(caller, verb, "bookinfo", "reviews");
            return true;
        } catch (Denied denied) {
            assertThat(denied.why()).isEqualTo(Why.NO_RIGHT);
            return false;
        }
    }

    private static void denied(Why why, ThrowingCallable asking) {
        assertThatExceptionOfType(Denied.class)
                .isThrownBy(asking)
                .extracting(Denied::why)
                .isEqualTo(why);
    }
}
