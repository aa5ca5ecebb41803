package dev.tidegate.door;

import dev.tidegate.door.Denied.Why;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Access as the cluster's RBAC has it. A token is remembered by its hash only. What was granted is
 * believed for a while without asking, and for longer while the API server does not answer; what
 * was refused is asked again after seconds. Those refused are kept apart, so that a flood of wrong
 * tokens drives nobody else's answer out.
 *
 * <p>The same question is asked once, however many wait for it. Of tokens that nobody knows yet
 * only some are asked about at a time, and beyond those they are turned away: invented ones neither
 * flood the API server nor delay who is known, whose token is asked about at any time.
 */
public final class ClusterAccess implements Access {

    private static final int MOST_TOKENS = 1_000;
    private static final int MOST_RIGHTS = 10_000;

    /** Of tokens that are not known; the client of the API server serves the rollbacks too. */
    static final int NEWCOMERS_AT_ONCE = 32;

    /** How long a refusal is believed: who has just got a right does not wait long for it. */
    private static final Duration REFUSED = Duration.ofSeconds(5);

    private record Asked(Caller caller, Right right) {}

    private final Reviews reviews;
    private final List<String> audiences;
    private final Duration granted;
    private final Duration outage;
    private final AnswerCache<String, Caller> callers;
    private final AnswerCache<String, Boolean> strangers;
    private final AnswerCache<Asked, Boolean> rights;
    private final AnswerCache<Asked, Boolean> refusals;
    private final AnswerCache<String, Boolean> proven;
    private final SingleFlight<String, Optional<Caller>> identifications = new SingleFlight<>();
    private final SingleFlight<Asked, Optional<Boolean>> permissions = new SingleFlight<>();
    private final Semaphore newcomers = new Semaphore(NEWCOMERS_AT_ONCE);

    /**
     * Access by what the cluster answers.
     *
     * @param audiences of which a token must be meant for at least one, for people
     * @param granted how long what was granted is believed
     * @param outage how long it is while the API server does not answer
     */
    public ClusterAccess(
            Reviews reviews,
            Clock clock,
            List<String> audiences,
            Duration granted,
            Duration outage) {
        this.reviews = reviews;
        this.audiences = List.copyOf(audiences);
        this.granted = granted;
        this.outage = outage;
        this.callers = new AnswerCache<>(MOST_TOKENS, clock);
        this.strangers = new AnswerCache<>(MOST_TOKENS, clock);
        this.rights = new AnswerCache<>(MOST_RIGHTS, clock);
        this.refusals = new AnswerCache<>(MOST_RIGHTS, clock);
        this.proven = new AnswerCache<>(MOST_TOKENS, clock);
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
        return identified(sum, token.get())
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
        Said<Asked, Boolean> said = new Said<>(rights, refusals);
        if (answer(said, asked, permissions, () -> allowed(caller, right)).isEmpty()) {
            throw Denied.missing(caller, right);
        }
        proven.put(caller.name(), true);
    }

    @Override
    public boolean proven(Caller caller) {
        return proven.within(outage, caller.name()).isPresent();
    }

    private Optional<Caller> identified(String sum, String token) {
        return answer(
                new Said<>(callers, strangers),
                sum,
                identifications,
                () ->
                        callers.within(outage, sum).isPresent()
                                ? reviews.tokenOf(token)
                                : newcomer(token));
    }

    private Optional<Caller> newcomer(String token) {
        if (!newcomers.tryAcquire()) {
            throw new Denied(
                    Why.NO_ANSWER, "too many come at once whose tokens are not known here yet");
        }
        try {
            return reviews.tokenOf(token);
        } finally {
            newcomers.release();
        }
    }

    private Optional<Boolean> allowed(Caller caller, Right right) {
        return reviews.allowed(caller, right) ? Optional.of(true) : Optional.empty();
    }

    /** What was answered before: a yes, and a no. */
    private record Said<K, V>(AnswerCache<K, V> yes, AnswerCache<K, Boolean> no) {}

    /** The answer, empty for a refusal; from memory where it is fresh, or nobody can be asked. */
    private <K, V> Optional<V> answer(
            Said<K, V> said,
            K key,
            SingleFlight<K, Optional<V>> asking,
            Supplier<Optional<V>> question) {
        return fresh(said, key)
                .orElseGet(
                        () ->
                                asking.ask(
                                        key,
                                        // somebody may have asked since we looked
                                        () ->
                                                fresh(said, key)
                                                        .orElseGet(
                                                                () -> ask(said, key, question))));
    }

    /** The answer that is still believed; empty when there is none. */
    private <K, V> Optional<Optional<V>> fresh(Said<K, V> said, K key) {
        Optional<V> yes = said.yes().within(granted, key);
        return yes.isPresent() || said.no().within(REFUSED, key).isPresent()
                ? Optional.of(yes)
                : Optional.empty();
    }

    private <K, V> Optional<V> ask(Said<K, V> said, K key, Supplier<Optional<V>> question) {
        Optional<V> answer;
        try {
            answer = question.get();
        } catch (Denied noAnswer) {
            return Optional.of(said.yes().within(outage, key).orElseThrow(() -> noAnswer));
        }
        if (answer.isPresent()) {
            said.yes().put(key, answer.get());
        } else {
            said.yes().remove(key);
            said.no().put(key, true);
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
