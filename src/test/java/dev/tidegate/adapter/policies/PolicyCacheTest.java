package dev.tidegate.adapter.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Scenes;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

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

    @Test
    void routesThatAPolicyGoesOnNamingAreItsOwnAllTheTime() {
        // Given a policy whose status is written again and again
        ServiceKey ratings = new ServiceKey("bookinfo", "ratings");
        AtomicBoolean over = new AtomicBoolean();
        cache.take(planned("1"));
        CompletableFuture<Integer> gaps =
                CompletableFuture.supplyAsync(
                        () -> {
                            int without = 0;
                            while (!over.get()) {
                                without +=
                                        cache.beside(ratings, Scenes.plan().routing()).isEmpty()
                                                ? 1
                                                : 0;
                            }
                            return without;
                        });
        // When somebody asks all the time who names its routes
        for (int version = 2; version < 20_000; version++) {
            cache.take(planned("" + version));
        }
        over.set(true);
        // Then it always does
        assertThat(gaps.join()).isZero();
    }

    @Test
    void routesThatAPolicyNoLongerNamesAreNotItsOwn() {
        ServiceKey ratings = new ServiceKey("bookinfo", "ratings");
        cache.take(planned("1"));
        assertThat(cache.beside(ratings, Scenes.plan().routing())).containsExactly(REVIEWS);
        cache.take(policy("a", "2"));
        assertThat(cache.beside(ratings, Scenes.plan().routing())).isEmpty();
        cache.take(planned("3"));
        cache.remove(REVIEWS, "a");
        assertThat(cache.beside(ratings, Scenes.plan().routing())).isEmpty();
    }

    @Test
    void thoseBesideAreInTheOrderOfTheirNames() {
        for (String name : List.of("shop", "cart", "mail", "auth", "zeta", "bill")) {
            cache.take(planned(new ServiceKey("bookinfo", name), "1"));
        }
        assertThat(cache.beside(REVIEWS, Scenes.plan().routing()))
                .extracting(ServiceKey::name)
                .containsExactly("auth", "bill", "cart", "mail", "shop", "zeta");
    }

    private static KnownPolicy planned(String version) {
        return planned(REVIEWS, version);
    }

    private static KnownPolicy planned(ServiceKey service, String version) {
        return new KnownPolicy(
                service, "a", version, 1, Optional.of(Scenes.plan()), "", RolloutPolicyStatus.NONE);
    }
}
