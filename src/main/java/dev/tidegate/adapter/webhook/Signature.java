package dev.tidegate.adapter.webhook;

import dev.tidegate.door.Caller;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a tool proves that it knows the secret: by a signature of the body (HMAC, RFC 2104, with
 * SHA-256), or, where it cannot sign, by sending the secret. Compared in constant time.
 */
interface Signature {

    /** Prefix of a key in base64, as Standard Webhooks has it. */
    String WHSEC = "whsec_";

    /** How far a signed time may be from ours, as Standard Webhooks has it. */
    Duration TOLERANCE = Duration.ofMinutes(5);

    /**
     * The secret as a bearer token; another token proves nothing here and may be somebody's own.
     */
    Signature BEARER =
            (delivery, secret, now) ->
                    delivery.header("authorization")
                            .flatMap(Caller::token)
                            .map(given -> same(secret, given))
                            .filter(right -> right);

    /**
     * Grafana's: hexadecimal, of the body, or of time and body when it is told to send a time.
     *
     * @see <a
     *     href="https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/#hmac-signature">HMAC
     *     signature</a>
     */
    Signature GRAFANA =
            (delivery, secret, now) ->
                    delivery.header("x-grafana-alerting-signature")
                            .map(
                                    given -> {
                                        Optional<String> time =
                                                delivery.header("x-grafana-alerting-timestamp");
                                        byte[] sum =
                                                mac(
                                                        bytes(secret),
                                                        bytes(time.map(t -> t + ":").orElse("")),
                                                        delivery.body());
                                        return recent(time, now)
                                                && same(HexFormat.of().formatHex(sum), given);
                                    });

    /**
     * Standard Webhooks, as GitLab signs since 19.0: base64, of id, time and body; several
     * signatures while a key is changed.
     *
     * @see <a
     *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
     *     Webhooks</a>
     */
    Signature STANDARD_WEBHOOKS =
            (delivery, secret, now) ->
                    delivery.header("webhook-signature")
                            .map(
                                    given -> {
                                        Optional<String> time =
                                                delivery.header("webhook-timestamp");
                                        String head =
                                                delivery.header("webhook-id").orElse("")
                                                        + "."
                                                        + time.orElse("")
                                                        + ".";
                                        byte[] sum = mac(key(secret), bytes(head), delivery.body());
                                        String right =
                                                "v1," + Base64.getEncoder().encodeToString(sum);
                                        return recent(time, now)
                                                && Arrays.stream(given.split(" "))
                                                        .anyMatch(one -> same(right, one));
                                    });

    /**
     * Whether the proof holds; empty when the request brings none of this kind.
     *
     * @param now for signatures that hold for a while only
     */
    Optional<Boolean> holds(WebhookRequest delivery, String secret, Instant now);

    /** This proof where the request brings it, else the other. */
    default Signature or(Signature other) {
        return (delivery, secret, now) ->
                holds(delivery, secret, now).or(() -> other.holds(delivery, secret, now));
    }

    /** The secret itself in a header, after {@code prefix}. */
    static Signature token(String header, String prefix) {
        return (delivery, secret, now) ->
                delivery.header(header).map(given -> same(prefix + secret, given));
    }

    /** A hexadecimal HMAC of the body in a header, after {@code prefix}. */
    static Signature hmac(String header, String prefix) {
        return (delivery, secret, now) ->
                delivery.header(header)
                        .map(
                                given -> {
                                    byte[] sum = mac(bytes(secret), delivery.body());
                                    return same(prefix + HexFormat.of().formatHex(sum), given);
                                });
    }

    private static boolean recent(Optional<String> unixSeconds, Instant now) {
        try {
            return unixSeconds
                    .map(text -> Instant.ofEpochSecond(Long.parseLong(text)))
                    .map(time -> Duration.between(time, now).abs().compareTo(TOLERANCE) <= 0)
                    .orElse(true);
        } catch (NumberFormatException | DateTimeException e) {
            return false;
        }
    }

    /**
     * The key that a secret stands for: with the prefix {@code whsec_} it is base64.
     *
     * @throws IllegalArgumentException when it is not
     */
    static byte[] key(String secret) {
        return secret.startsWith(WHSEC)
                ? Base64.getDecoder().decode(secret.substring(WHSEC.length()))
                : bytes(secret);
    }

    private static byte[] mac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean same(String right, String given) {
        return MessageDigest.isEqual(bytes(right), bytes(given));
    }
}
