package dev.tidegate.adapter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class IdentitiesTest {

    private static final Kind KIND = new Kind("tidegate.dev", "v1alpha1", "Rollout", "rollouts");

    private final List<ApiObject> told = new ArrayList<>();
    private final List<ApiObject> gone = new ArrayList<>();
    private final Identities store = new Identities(KIND, new Watcher(told::add, gone::add));

    private static GenericKubernetesResource object(String version) {
        GenericKubernetesResource object = new GenericKubernetesResource();
        object.setMetadata(
                new ObjectMetaBuilder()
                        .withNamespace("bookinfo")
                        .withName("reviews-1")
                        .withUid("uid-1")
                        .withResourceVersion(version)
                        .addToLabels("kept", "no")
                        .build());
        object.setAdditionalProperties(Map.of("spec", Map.of("kept", "no")));
        return object;
    }

    @Test
    void everyVersionIsToldWhole() {
        // When
        store.put("bookinfo/reviews-1", object("1"));
        store.put("bookinfo/reviews-1", object("2"));
        // Then
        assertThat(told).containsExactly(Json.object(object("1")), Json.object(object("2")));
    }

    @Test
    void onlyTheIdentityIsKept() {
        // When
        store.put("bookinfo/reviews-1", object("1"));
        // Then
        GenericKubernetesResource kept = Objects.requireNonNull(store.get("bookinfo/reviews-1"));
        assertThat(kept.getAdditionalProperties()).isEmpty();
        assertThat(kept.getMetadata())
                .isEqualTo(
                        new ObjectMetaBuilder()
                                .withNamespace("bookinfo")
                                .withName("reviews-1")
                                .withUid("uid-1")
                                .withResourceVersion("1")
                                .build());
    }

    @Test
    void putAndRemoveGiveBackTheVersionBefore() {
        assertThat(store.put("bookinfo/reviews-1", object("1"))).isNull();
        assertThat(version(store.put("bookinfo/reviews-1", object("2")))).isEqualTo("1");
        assertThat(version(store.remove("bookinfo/reviews-1"))).isEqualTo("2");
        assertThat(store.remove("bookinfo/reviews-1")).isNull();
        assertThat(store.values()).isEmpty();
    }

    @Test
    void sameVersionIsNotToldAgain() {
        // When a list shows what the watch has shown
        store.put("bookinfo/reviews-1", object("1"));
        store.put("bookinfo/reviews-1", object("1"));
        // Then
        assertThat(told).hasSize(1);
    }

    @Test
    void whatIsRemovedIsToldByItsIdentity() {
        // Given
        store.put("bookinfo/reviews-1", object("1"));
        // When
        store.remove("bookinfo/reviews-1");
        store.remove("bookinfo/reviews-1");
        // Then
        assertThat(gone).containsExactly(ApiObject.of(KIND, "bookinfo", "reviews-1", "uid-1", "1"));
    }

    @Test
    void whatMetAnErrorOfOurOwnIsToldAgainWithTheNextList() {
        // Given a listener that fails once
        List<ApiObject> heard = new ArrayList<>();
        Identities store =
                new Identities(
                        KIND,
                        new Watcher(
                                object -> {
                                    heard.add(object);
                                    if (heard.size() == 1) {
                                        throw new IllegalStateException("a bug");
                                    }
                                },
                                gone::add));
        // When the same version comes again
        store.put("bookinfo/reviews-1", object("1"));
        store.put("bookinfo/reviews-1", object("1"));
        store.put("bookinfo/reviews-1", object("1"));
        // Then it is told once more
        assertThat(heard).hasSize(2);
    }

    @Test
    void oneThatCannotBeUnderstoodHidesNoOther() {
        // Given
        Identities strict =
                new Identities(
                        KIND,
                        new Watcher(
                                object -> {
                                    throw new IllegalArgumentException("spec: is missing");
                                },
                                gone::add));
        // When
        strict.put("bookinfo/reviews-1", object("1"));
        // Then
        assertThat(strict.keySet()).containsExactly("bookinfo/reviews-1");
    }

    private static String version(@Nullable GenericKubernetesResource object) {
        return Objects.requireNonNull(object).getMetadata().getResourceVersion();
    }
}
