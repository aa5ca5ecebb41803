package dev.tidegate.adapter.webhook;

import dev.tidegate.door.Access;
import dev.tidegate.door.Bodies;
import dev.tidegate.door.BodyLimit;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Guard;
import dev.tidegate.door.Problem;

import io.smallrye.common.annotation.Blocking;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes the webhooks of other tools. The answer is 202 only when Kafka has what they tell; it is
 * 503 when Kafka is away, never 429: Alertmanager repeats after a 5xx only.
 */
@Path("/webhooks/{sender}")
@Tag(name = "webhooks", description = "Events in: what other tools send")
public class WebhooksResource {

    private final Bodies bodies;

    /**
     * For each tool, the room of those who bring a signature that only the body can prove: whoever
     * invents one takes room from nobody but the tool that they pretend to be.
     */
    private final Map<String, Bodies> unproven;

    private final Webhooks webhooks;
    private final Reception reception;
    private final Access access;
    private final Guard guard;
    private final Clock clock;

    WebhooksResource(
            Webhooks webhooks, Reception reception, Access access, Clock clock, Guard guard) {
        this.bodies = guard.bodies(BodyLimit.WEBHOOKS);
        this.unproven =
                Sender.ALL.stream()
                        .map(Sender::name)
                        .collect(
                                Collectors.toMap(
                                        Function.identity(),
                                        _ -> guard.bodies(BodyLimit.WEBHOOKS, 1)));
        this.webhooks = webhooks;
        this.reception = reception;
        this.access = access;
        this.guard = guard;
        this.clock = clock;
    }

    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @SecurityRequirement(name = "token")
    @SecurityRequirement(name = "signature")
    @Operation(
            operationId = "takeWebhook",
            summary = "Takes a webhook of another tool",
            description =
                    "The payload as the tool sends it. src/docs/senders.md says how to set each"
                            + " tool up.")
    @APIResponse(
            responseCode = "202",
            description = "Kafka has what concerns us",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookAnswer.class)))
    @APIResponse(responseCode = "400", ref = "WrongField")
    @APIResponse(responseCode = "401", ref = "Nobody")
    @APIResponse(responseCode = "403", ref = "NoRight")
    @APIResponse(responseCode = "404", ref = "NotThere")
    @APIResponse(responseCode = "413", ref = "Large")
    @APIResponse(responseCode = "503", ref = "Later")
    public CompletionStage<Response> take(
            @PathParam("sender")
                    @Parameter(
                            description = "the tool",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "alertmanager",
                                                "argocd",
                                                "flux",
                                                "github",
                                                "gitlab",
                                                "grafana",
                                                "tekton"
                                            }))
                    String sender,
            @Context HttpHeaders headers,
            InputStream body) {
        Map<String, String> sent = WebhookRequest.headers(headers.getRequestHeaders());
        return take(sender, sent, headers.getLength(), body);
    }

    /** Nothing is read of who is not known, unless by the body alone, nor of what has no room. */
    CompletionStage<Response> take(
            String name, Map<String, String> headers, int length, InputStream body) {
        Optional<Sender> sender = Sender.named(name);
        if (sender.isEmpty()) {
            String detail = "\"%s\" is no sender; use one of %s".formatted(name, Sender.names());
            return CompletableFuture.completedFuture(Problem.of(404, "sender", detail).response());
        }
        WebhookRequest head = new WebhookRequest(headers, new byte[0], clock.instant());
        Function<byte[], CompletionStage<Response>> work =
                sent -> CompletableFuture.completedFuture(take(sender.get(), headers, sent));
        Bodies own = unproven.get(name);
        if (own != null && proof(sender.get(), head).equals(Optional.of(false))) {
            return own.take(length, body, work);
        }
        return guard.asked(token(head), () -> caller(sender.get(), head))
                .thenCompose(caller -> bodies.take(caller, length, body, work));
    }

    /** The signature is asked for again: of no body it proves nothing about this one. */
    private Response take(Sender sender, Map<String, String> headers, byte[] body) {
        WebhookRequest delivery = new WebhookRequest(headers, body, clock.instant());
        return answer(reception.take(sender, caller(sender, delivery), delivery));
    }

    /**
     * Who sends it: the tool itself when it proves that it knows its secret, else whoever the token
     * belongs to. Where a secret is set it must be proved even if access is open.
     */
    private Caller caller(Sender sender, WebhookRequest delivery) {
        Optional<String> secret = webhooks.secret(sender);
        Optional<Boolean> proof = proof(sender, delivery);
        if (proof.isPresent()) {
            if (proof.get()) {
                return Caller.webhook(sender.name());
            }
            throw unsigned(Denied.Why.NOT_GENUINE, "the signature is wrong", sender);
        }
        Optional<String> token = token(delivery);
        if (secret.isPresent() && token.isEmpty()) {
            throw unsigned(
                    Denied.Why.NOBODY,
                    sender.signs() ? "the signature is missing" : "the token is missing",
                    sender);
        }
        Caller caller = identified(sender, token);
        if (secret.isPresent() && caller.anybody()) {
            throw unsigned(Denied.Why.NOT_GENUINE, "the token is not the secret", sender);
        }
        return caller;
    }

    /** Whether the secret is known; empty when there is none, or the headers bring no proof. */
    private Optional<Boolean> proof(Sender sender, WebhookRequest delivery) {
        return webhooks.secret(sender)
                .flatMap(secret -> sender.signature().holds(delivery, secret, clock.instant()));
    }

    private static Optional<String> token(WebhookRequest delivery) {
        return delivery.header("authorization").flatMap(Caller::token);
    }

    private Caller identified(Sender sender, Optional<String> token) {
        try {
            return access.identify(token);
        } catch (Denied nobody) {
            throw nobody.why() == Denied.Why.NOBODY
                    ? unsigned(nobody.why(), nobody.detail() + "; or use the secret", sender)
                    : nobody;
        }
    }

    private static Denied unsigned(Denied.Why why, String what, Sender sender) {
        return new Denied(
                why,
                "%s: set tidegate.webhooks.%s.secret and %s"
                        .formatted(
                                what,
                                sender.name(),
                                sender.signs() ? "sign with it" : "send it as the bearer token"));
    }

    private static Response answer(ReceptionResult outcome) {
        return switch (outcome) {
            case ReceptionResult.Accepted(WebhookAnswer taken) ->
                    Response.accepted(taken).type(MediaType.APPLICATION_JSON).build();
            case ReceptionResult.Refused(Reading.Broken why) ->
                    Problem.of(400, why.field(), why.reason()).response();
            case ReceptionResult.KafkaAway(String why) ->
                    Problem.later(why + "; send the same again");
            case ReceptionResult.KafkaRefused(String why) -> Problem.of(502, why).response();
        };
    }
}
