package dev.tidegate.it;

import static io.restassured.RestAssured.given;

import static org.hamcrest.Matchers.equalTo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.response.ValidatableResponse;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests to an artifact in somebody's name; without a token where it is empty. */
final class Requests {

    private static final String DEPLOYMENT =
            """
            {"deployment": {"id": 1, "environment": "production",
             "payload": {"service": "hooked", "version": "v2"},
             "created_at": "2026-01-31T12:00:00Z"}, "repository": {"name": "hooked"}}
            """;

    private final URI url;

    Requests(URI url) {
        this.url = url;
    }

    ValidatableResponse get(String token, String path) {
        return given().headers(bearer(token)).get(url + path).then();
    }

    ValidatableResponse event(String token, String type, String data) {
        String event =
                """
                {"specversion": "1.0", "id": "%s", "source": "/it", "time": "%s",
                 "type": "dev.tidegate.%s", "data": {"namespace": "%s", %s}}
                """
                        .formatted(UUID.randomUUID(), Instant.now(), type, Town.NAMESPACE, data);
        return given().headers(bearer(token))
                .header("Content-Type", "application/cloudevents+json")
                .body(event.getBytes(UTF_8))
                .post(url + "/events")
                .then();
    }

    /** An event of a type that says promote, as Knative delivers it to a function. */
    ValidatableResponse delivery(String token, String type) {
        String event =
                """
                {"specversion": "1.0", "id": "t", "source": "/me", "type": "dev.tidegate.%s",
                 "data": {"namespace": "bookinfo", %s}}
                """
                        .formatted(type, command("guarded", "promote"));
        return given().headers(bearer(token))
                .header("Content-Type", "application/cloudevents+json")
                .body(event.getBytes(UTF_8))
                .post(url + "/")
                .then();
    }

    /** A deployment, as GitHub tells of it. */
    ValidatableResponse webhook(String sender, String token, Map<String, String> headers) {
        return given().headers(bearer(token))
                .headers(headers)
                .header("X-GitHub-Event", "deployment")
                .body(DEPLOYMENT.getBytes(UTF_8))
                .post(url + "/webhooks/" + sender)
                .then();
    }

    static Map<String, String> bearer(String token) {
        return token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token);
    }

    static ValidatableResponse problem(ValidatableResponse answer, int status) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status));
    }

    static String deployment(String service) {
        return "\"service\": \"%s\", \"version\": \"v2\"".formatted(service);
    }

    static String alert(String service) {
        return """
        "service": "%s", "version": "v2", "alert": "ErrorRate", "severity": "critical",
        "fingerprint": "f", "startsAt": "%s"
        """
                .formatted(service, Instant.now());
    }

    static String command(String service, String command) {
        return """
        "service": "%s", "command": "%s", "actor": "the boss", "reason": "the budget is fine"
        """
                .formatted(service, command);
    }

    /** The signature of the webhook, by this secret. */
    static String hmac(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(DEPLOYMENT.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
