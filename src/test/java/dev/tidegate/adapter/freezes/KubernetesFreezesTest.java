package dev.tidegate.adapter.freezes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.adapter.cluster.TestApi;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.controller.Schedulers;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.RolloutEvent.Command;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

class KubernetesFreezesTest {

    private static final Scheduler SCHEDULER = Schedulers.of(Clock.systemUTC());

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final FreezeScope BOOKINFO = FreezeScope.of("bookinfo");

    private final TestApi api = new TestApi();

    @AfterEach
    void close() {
        api.close();
    }

    private KubernetesFreezes replica() {
        return new KubernetesFreezes(api.cluster, SCHEDULER, "tidegate");
    }

    private static Command command(String id, Action action, FreezeScope scope, String reason) {
        return new Command(
                "/cli " + id, scope.service(), START, action, Optional.empty(), "ann", reason);
    }

    private static void awaitThawed(KubernetesFreezes replica) {
        await().until(() -> replica.frozen("bookinfo").isEmpty());
    }

    private static void awaitFrozen(KubernetesFreezes replica, String reason) {
        await().until(
                        () ->
                                replica.frozen("bookinfo")
                                        .filter(why -> why.contains(reason))
                                        .isPresent());
    }

    private Optional<JsonNode> map() {
        return api.server.get("ConfigMap", "tidegate", KubernetesFreezes.NAME).map(m -> m);
    }

    @Test
    void commandFreezesInAllReplicasAndSaysWhoAndWhy() {
        try (KubernetesFreezes one = replica();
                KubernetesFreezes other = replica()) {
            awaitThawed(one);
            awaitThawed(other);
            // When
            assertThat(one.follow(command("f", Action.FREEZE, BOOKINFO, "migration")))
                    .isEqualTo(new Result.Done<>(true));
            // Then who wrote it knows at once, and the other by its watch
            assertThat(one.frozen("bookinfo"))
                    .contains(
                            "namespace bookinfo is frozen: by ann at 2026-03-01T10:00:00Z:"
                                    + " migration; tidegate unfreeze bookinfo ends that");
            assertThat(one.frozen("shop")).isEmpty();
            assertThat(one.count()).isEqualTo(1);
            awaitFrozen(other, "migration");
            // When it is ended
            other.follow(command("u", Action.UNFREEZE, BOOKINFO, ""));
            assertThat(other.frozen("bookinfo")).isEmpty();
            awaitThawed(one);
        }
    }

    @Test
    void copyOfACommandChangesNothing() {
        try (KubernetesFreezes replica = replica()) {
            Command freeze = command("f", Action.FREEZE, BOOKINFO, "migration");
            replica.follow(freeze);
            replica.follow(command("u", Action.UNFREEZE, BOOKINFO, ""));
            assertThat(replica.follow(freeze)).isEqualTo(new Result.Done<>(false));
            assertThat(replica.frozen("bookinfo")).isEmpty();
        }
    }

    @Test
    void whatGitSaysFreezesToo() {
        try (KubernetesFreezes replica = replica()) {
            Queue<FreezeScope> told = new ConcurrentLinkedQueue<>();
            replica.listen(told::add);
            awaitThawed(replica);
            api.apply(
                    """
                    kind: ConfigMap
                    apiVersion: v1
                    metadata: {name: tidegate-freeze, namespace: tidegate}
                    data: {_all: "end of the year\nno exceptions"}
                    """);
            awaitFrozen(replica, "all namespaces are frozen: end of the year no exceptions;");
            assertThat(told).containsExactly(FreezeScope.ALL);
            // a freeze of all is not ended by that of one namespace
            replica.follow(command("u", Action.UNFREEZE, BOOKINFO, ""));
            assertThat(replica.frozen("bookinfo")).isPresent();
            api.server.delete("ConfigMap", "tidegate", "tidegate-freeze");
            awaitThawed(replica);
        }
    }

    @Test
    void exampleFreezesItsNamespaceAndNoOther() throws IOException {
        api.apply(Files.readString(Path.of("k8s", "examples", "freeze.yaml")));
        try (KubernetesFreezes replica =
                new KubernetesFreezes(api.cluster, SCHEDULER, "tidegate-system")) {
            awaitFrozen(
                    replica, "namespace bookinfo is frozen: database migration until Thursday;");
            assertThat(replica.frozen("shop")).isEmpty();
            assertThat(replica.trouble()).isEmpty();
        }
    }

    @Test
    void keyThatIsNoNamespaceFreezesWhatItMayMeanAndIsNoOutage() {
        api.apply(
                """
                kind: ConfigMap
                apiVersion: v1
                metadata: {name: tidegate-freeze, namespace: tidegate}
                data: {Book_Info: "typo", shop: ""}
                """);
        try (KubernetesFreezes replica = replica()) {
            awaitFrozen(
                    replica, "namespace bookinfo is frozen: ConfigMap tidegate/tidegate-freeze");
            assertThat(replica.frozen("bookinfo").orElseThrow())
                    .contains("the key \"Book_Info\" (value \"typo\") is no namespace")
                    .contains("taken for book-info and bookinfo; write what you mean")
                    .contains("_all for all");
            assertThat(replica.frozen("shop"))
                    .contains("namespace shop is frozen; tidegate unfreeze shop ends that");
            assertThat(replica.frozen("other")).isEmpty();
            assertThat(replica.trouble()).isEmpty();
            assertThat(replica.notice().orElseThrow()).contains("\"Book_Info\"");
            // When it is ended
            replica.follow(command("u", Action.UNFREEZE, BOOKINFO, ""));
            assertThat(replica.frozen("bookinfo")).isEmpty();
            assertThat(replica.notice()).isEmpty();
            assertThat(replica.frozen("shop")).isPresent();
        }
    }

    @Test
    void whatOthersHaveInTheConfigMapStays() {
        api.apply(
                """
                kind: ConfigMap
                apiVersion: v1
                metadata:
                  name: tidegate-freeze
                  namespace: tidegate
                  labels: {team: platform}
                  annotations: {note: ours}
                data: {shop: "by Git"}
                """);
        try (KubernetesFreezes replica = replica()) {
            replica.follow(command("f", Action.FREEZE, BOOKINFO, ""));
            JsonNode map = map().orElseThrow();
            assertThat(map.at("/data/shop").asText()).isEqualTo("by Git");
            assertThat(map.at("/data/bookinfo").asText())
                    .isEqualTo("by ann at 2026-03-01T10:00:00Z");
            assertThat(map.at("/metadata/labels/team").asText()).isEqualTo("platform");
            assertThat(map.at("/metadata/annotations/note").asText()).isEqualTo("ours");
        }
    }

    @Test
    void nothingGoesOnBeforeItIsKnownAndNoOutageForgetsAFreeze() {
        api.server.fail("list", "ConfigMap", Integer.MAX_VALUE, 403);
        try (KubernetesFreezes replica = replica()) {
            assertThat(replica.frozen("bookinfo").orElseThrow())
                    .contains("not known whether namespace bookinfo is frozen")
                    .contains("k8s/rights.yaml");
        }
        api.server.heal();
        try (KubernetesFreezes replica = replica()) {
            awaitThawed(replica);
            replica.follow(command("f", Action.FREEZE, BOOKINFO, "migration"));
            api.server.fail("list", "ConfigMap", Integer.MAX_VALUE, 503);
            api.server.fail("watch", "ConfigMap", Integer.MAX_VALUE, 503);
            api.server.cutWatches();
            await().until(() -> replica.trouble().isPresent());
            assertThat(replica.frozen("bookinfo").orElseThrow()).contains("migration");
        }
    }

    @Test
    void whoWasToldThatNobodyKnowsIsToldWhenThatIsOver() {
        api.server.fail("list", "ConfigMap", Integer.MAX_VALUE, 503);
        try (KubernetesFreezes replica = replica()) {
            Queue<FreezeScope> told = new ConcurrentLinkedQueue<>();
            replica.listen(told::add);
            // Given somebody who waits because nothing is known
            assertThat(replica.known()).isFalse();
            assertThat(replica.frozen("bookinfo").orElseThrow()).contains("not known");
            assertThat(told).isEmpty();
            // When it is read, and nothing is frozen, Then he may look again
            api.server.heal();
            await().until(() -> !told.isEmpty());
            assertThat(told).containsExactly(FreezeScope.ALL);
            assertThat(replica.known()).isTrue();
            assertThat(replica.frozen("bookinfo")).isEmpty();
        }
    }

    @Test
    void whoAsksFirstWaitsForTheFirstReading() {
        api.server.fail("list", "ConfigMap", 1, 503);
        try (KubernetesFreezes replica = replica()) {
            assertThat(replica.frozen("bookinfo")).isEmpty();
        }
    }

    @Test
    void writesThatMeetSomebodyElsesAreMadeAgainAndOthersAreTold() {
        try (KubernetesFreezes replica = replica()) {
            replica.follow(command("f", Action.FREEZE, BOOKINFO, ""));
            api.server.fail("update", "ConfigMap", 2, 409);
            assertThat(replica.follow(command("u", Action.UNFREEZE, BOOKINFO, "")))
                    .isEqualTo(new Result.Done<>(true));
            api.server.fail("update", "ConfigMap", 1, 503);
            assertThat(replica.follow(command("g", Action.FREEZE, FreezeScope.ALL, "")).trouble())
                    .startsWith("ConfigMap tidegate/tidegate-freeze: ");
        }
    }
}
