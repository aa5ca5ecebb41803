package dev.tidegate.adapter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each tool's signature is, with sums that other programs made: {@code openssl dgst -sha256
 * -hmac}, and the examples of GitHub's and Standard Webhooks' documentation.
 */
class SignatureTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
    private static final String BODY = "{\"test\": 2432232314}";

    private static Optional<Boolean> holds(
            String sender, String secret, String body, Map<String, String> headers) {
        return Sender.named(sender)
                .orElseThrow()
                .signature()
                .holds(new WebhookRequest(headers, body.getBytes(UTF_8), Post.NOW), secret, NOW);
    }

    @Test
    void githubsExampleHolds() {
        // Given the values that GitHub's documentation offers for a test
        String header = "x-hub-signature-256";
        String sum = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        String secret = "It's a Secret to Everybody";

        // Then
        assertThat(holds("github", secret, "Hello, World!", Map.of(header, sum))).contains(true);
        assertThat(holds("github", secret, "Hello, World.", Map.of(header, sum))).contains(false);
        assertThat(holds("github", "another", "Hello, World!", Map.of(header, sum)))
                .contains(false);
        assertThat(holds("github", secret, "Hello, World!", Map.of())).isEmpty();
    }

    @Test
    void gitlabsSigningTokenIsAStandardWebhook() {
        // Given the example of the Standard Webhooks libraries
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        Map<String, String> signed =
                Map.of(
                        "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "webhook-timestamp", "1614265330",
                        "webhook-signature",
                                "v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

        // Then any of the signatures is enough, within five minutes
        assertThat(holds("gitlab", secret, BODY, signed)).contains(true);
        assertThat(holds("gitlab", secret, BODY + " ", signed)).contains(false);
        assertThat(
                        Signature.STANDARD_WEBHOOKS.holds(
                                new WebhookRequest(signed, BODY.getBytes(UTF_8), Post.NOW),
                                secret,
                                NOW.plusSeconds(301)))
                .contains(false);
    }

    @Test
    void gitlabsSecretTokenIsSentAsItIs() {
        assertThat(holds("gitlab", "s3cret", BODY, Map.of("x-gitlab-token", "s3cret")))
                .contains(true);
        assertThat(holds("gitlab", "s3cret", BODY, Map.of("x-gitlab-token", "s3crets")))
                .contains(false);
    }

    @Test
    void grafanaSignsTheBodyOrTimeAndBody() {
        // Given
        String header = "x-grafana-alerting-signature";
        String ofBody = "17db78689dcba1572d42dfdc8a61b169b291c1ea3ee9c169d78d9fe57c2bc55d";
        String ofBoth = "fb1138e7389d9b794adaf05807babbb8b3b9a2783b875a679846c487e6adb5b2";
        String time = "x-grafana-alerting-timestamp";

        // Then
        assertThat(holds("grafana", "s3cret", BODY, Map.of(header, ofBody))).contains(true);
        assertThat(holds("grafana", "s3cret", BODY, Map.of(header, ofBoth, time, "1614265330")))
                .contains(true);
        assertThat(holds("grafana", "s3cret", BODY, Map.of(header, ofBoth))).contains(false);
        for (String wrong : List.of("yesterday", "9223372036854775807", "31556889864403200")) {
            assertThat(holds("grafana", "s3cret", BODY, Map.of(header, ofBoth, time, wrong)))
                    .contains(false);
        }
    }

    @Test
    void fluxSignsOrSendsTheSecret() {
        assertThat(
                        holds(
                                "flux",
                                "s3cret",
                                BODY,
                                Map.of(
                                        "x-signature",
                                        "sha256=17db78689dcba1572d42dfdc8a61b169b291c1ea3ee9c169d78d9fe57c2bc55d")))
                .contains(true);
        assertThat(
                        holds(
                                "flux",
                                "s3cret",
                                BODY,
                                Map.of(
                                        "x-signature",
                                        "sha512=17db78689dcba1572d42dfdc8a61b169b291c1ea3ee9c169d78d9fe57c2bc55d")))
                .contains(false);
        assertThat(holds("flux", "s3cret", BODY, Map.of("authorization", "Bearer s3cret")))
                .contains(true);
    }

    @Test
    void whoCannotSignSendsABearerToken() {
        for (String sender : new String[] {"alertmanager", "argocd", "tekton"}) {
            assertThat(holds(sender, "s3cret", BODY, Map.of("authorization", "Bearer s3cret")))
                    .contains(true);
            // which may be somebody's own, and is asked about elsewhere
            assertThat(holds(sender, "s3cret", BODY, Map.of("authorization", "Bearer other")))
                    .isEmpty();
            assertThat(holds(sender, "s3cret", BODY, Map.of())).isEmpty();
        }
    }
}
