package dev.tidegate.adapter.kubernetes;

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

    private final List<GenericKubernetesResource> told = new ArrayList<>();
    private final Identities store = new Identities(told::add);

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
        assertThat(told).containsExactly(object("1"), object("2"));
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
    void removingTellsNobody() {
        // Given
        store.put("bookinfo/reviews-1", object("1"));
        told.clear();
        // When
        store.remove("bookinfo/reviews-1");
        // Then
        assertThat(told).isEmpty();
    }

    private static String version(@Nullable GenericKubernetesResource object) {
        return Objects.requireNonNull(object).getMetadata().getResourceVersion();
    }
}
