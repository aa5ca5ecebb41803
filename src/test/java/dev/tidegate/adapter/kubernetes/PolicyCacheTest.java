package dev.tidegate.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.ServiceKey;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class PolicyCacheTest {

    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");

    private final PolicyCache cache = new PolicyCache();

    private static KnownPolicy policy(String uid, String version) {
        return new KnownPolicy(
                REVIEWS, uid, version, 1, Optional.empty(), "", RolloutPolicyStatus.NONE);
    }

    @Test
    void newestIsKept() {
        assertThat(cache.take(policy("a", "5"))).contains(policy("a", "5"));
        assertThat(cache.take(policy("a", "7"))).contains(policy("a", "5"));
        assertThat(cache.take(policy("a", "6"))).isEmpty();
        assertThat(cache.find(REVIEWS)).isEqualTo(policy("a", "7"));
    }

    @Test
    void answerFromBeforeItsDeletionDoesNotBringItBack() {
        // Given a policy that is deleted while an answer about it is on its way
        cache.take(policy("a", "5"));
        cache.remove(REVIEWS, "a");
        // When the answer comes
        cache.take(policy("a", "6"));
        // Then there is none, until there is another of that name
        assertThat(cache.find(REVIEWS)).isNull();
        assertThat(cache.services()).isEmpty();
        cache.take(policy("b", "8"));
        assertThat(cache.services()).containsExactly(REVIEWS);
    }

    @Test
    void deletionOfTheOneBeforeLeavesTheOneThatWasMadeSince() {
        cache.take(policy("b", "8"));
        cache.remove(REVIEWS, "a");
        assertThat(cache.find(REVIEWS)).isEqualTo(policy("b", "8"));
    }
}
