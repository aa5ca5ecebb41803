package dev.tidegate.adapter.access;

import dev.tidegate.controller.access.Access;
import dev.tidegate.controller.access.Caller;
import dev.tidegate.controller.access.Denied;
import dev.tidegate.controller.access.Denied.Why;
import dev.tidegate.controller.access.Right;

import io.fabric8.kubernetes.client.KubernetesClient;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Access as the cluster's RBAC has it. A token is remembered by its hash only. What was granted is
 * believed for a while without asking, and for longer while the API server does not answer; what
 * was refused is asked again after seconds. Those refused are kept apart, so that a flood of wrong
 * tokens drives nobody else's answer out.
 */
public final class ClusterAccess implements Access {

    private static final int MOST_TOKENS = 1_000;
    private static final int MOST_RIGHTS = 10_000;

    /** How long a refusal is believed: who has just got a right does not wait long for it. */
    private static final Duration REFUSED = Duration.ofSeconds(5);

    private record Asked(Caller caller, Right right) {}

    private final Reviews reviews;
    private final List<String> audiences;
    private final Duration granted;
    private final Duration outage;
    private final Memory<String, Caller> callers;
    private final Memory<String, Boolean> strangers;
    private final Memory<Asked, Boolean> rights;
    private final Memory<Asked, Boolean> refusals;

    /**
     * Access by the cluster that {@code client} speaks to.
     *
     * @param audiences of which a token must be meant for at least one
     * @param granted how long what was granted is believed
     * @param outage how long it is while the API server does not answer
     */
    public ClusterAccess(
            KubernetesClient client,
            Clock clock,
            List<String> audiences,
            Duration granted,
            Duration outage) {
        this.reviews = new Reviews(client, audiences);
        this.audiences = List.copyOf(audiences);
        this.granted = granted;
        this.outage = outage;
        this.callers = new Memory<>(MOST_TOKENS, clock);
        this.strangers = new Memory<>(MOST_TOKENS, clock);
        this.rights = new Memory<>(MOST_RIGHTS, clock);
        this.refusals = new Memory<>(MOST_RIGHTS, clock);
    }

    @Override
    public Caller identify(Optional<String> token) {
        if (token.isEmpty()) {
            throw new Denied(
                    Why.NOBODY,
                    "who are you? send Authorization: Bearer <token>; kubectl create token <service account> --audience %s makes one"
                            .formatted(audiences.getFirst()));
        }
        String sum = sha256(token.get());
        return remembered(callers, strangers, sum, () -> reviews.tokenOf(token.get()))
                .orElseThrow(
                        () ->
                                new Denied(
                                        Why.NOT_GENUINE,
                                        "the token is wrong, has expired, or is meant for another audience than %s"
                                                .formatted(String.join(", ", audiences))));
    }

    @Override
    public void require(Caller caller, Right right) {
        Asked asked = new Asked(caller, right);
        if (remembered(rights, refusals, asked, () -> allowed(caller, right)).isEmpty()) {
            throw Denied.missing(caller, right);
        }
    }

    private Optional<Boolean> allowed(Caller caller, Right right) {
        return reviews.allowed(caller, right) ? Optional.of(true) : Optional.empty();
    }

    /** The answer, empty for a refusal; from memory where it is fresh, or nobody can be asked. */
    private <K, V> Optional<V> remembered(
            Memory<K, V> yes, Memory<K, Boolean> no, K key, Supplier<Optional<V>> question) {
        Optional<V> fresh = yes.within(granted, key);
        if (fresh.isPresent() || no.within(REFUSED, key).isPresent()) {
            return fresh;
        }
        Optional<V> answer;
        try {
            answer = question.get();
        } catch (Denied noAnswer) {
            return Optional.of(yes.within(outage, key).orElseThrow(() -> noAnswer));
        }
        if (answer.isPresent()) {
            yes.put(key, answer.get());
        } else {
            yes.remove(key);
            no.put(key, true);
        }
        return answer;
    }

    private static String sha256(String token) {
        try {
            byte[] sum =
                    MessageDigest.getInstance("SHA-256")
                            .digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
