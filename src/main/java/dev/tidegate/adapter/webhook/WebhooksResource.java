package dev.tidegate.adapter.webhook;

import dev.tidegate.controller.access.Access;
import dev.tidegate.controller.access.Caller;
import dev.tidegate.controller.access.Denied;
import dev.tidegate.controller.access.Room;

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
import jakarta.ws.rs.core.Response.Status;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes the webhooks of other tools. The answer is 202 only when Kafka has what they tell; it is
 * 503 when Kafka is away, never 429: Alertmanager repeats after a 5xx only.
 */
@Path("/webhooks/{sender}")
@Tag(name = "webhooks", description = "Events in: what other tools send")
public class WebhooksResource {

    /** The most bytes of a webhook's body: 4 MiB; a Tekton run is told whole. */
    static final int MAX_BYTES = 4_194_304;

    /**
     * Of the heap's 256 MiB so many of the largest may take 16; what is read of them takes more.
     */
    private static final int LARGEST_AT_ONCE = 4;

    private static final int RETRY_AFTER_SECONDS = 5;

    private final Room room;

    /**
     * For each tool, the room of those who bring a signature that only the body can prove: whoever
     * invents one takes room from nobody but the tool that they pretend to be.
     */
    private final Map<String, Room> unproven;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Webhooks webhooks;
    private final Reception reception;
    private final Access access;
    private final Clock clock;

    WebhooksResource(
            Webhooks webhooks,
            Reception reception,
            Access access,
            Clock clock,
            @ConfigProperty(name = "tidegate.access.body-within") Duration bodyWithin) {
        this.room = new Room(LARGEST_AT_ONCE, MAX_BYTES, bodyWithin);
        this.unproven =
                Sender.ALL.stream()
                        .map(Sender::name)
                        .collect(
                                Collectors.toMap(
                                        Function.identity(),
                                        _ -> new Room(1, MAX_BYTES, bodyWithin)));
        this.webhooks = webhooks;
        this.reception = reception;
        this.access = access;
        this.clock = clock;
    }

    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, Refusal.MEDIA_TYPE})
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
                            schema = @Schema(implementation = Taken.class)))
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
        Map<String, String> sent = Delivery.headers(headers.getRequestHeaders());
        return take(sender, sent, headers.getLength(), body);
    }

    /** Nothing is read of who is not known, unless by the body alone, nor of what has no room. */
    CompletionStage<Response> take(
            String name, Map<String, String> headers, int length, InputStream body) {
        Optional<Sender> sender = Sender.named(name);
        if (sender.isEmpty()) {
            return CompletableFuture.completedFuture(
                    Refusal.of(
                                    Status.NOT_FOUND,
                                    "\"%s\" is no sender; use one of %s"
                                            .formatted(name, Sender.names()),
                                    "sender")
                            .build());
        }
        Delivery head = new Delivery(headers, new byte[0], clock.instant());
        if (proof(sender.get(), head).equals(Optional.of(false))) {
            Room own = unproven.getOrDefault(name, room);
            return read(own, true, length, sender.get(), headers, body);
        }
        // without a token nobody is asked, and no thread waits
        Executor asking = token(head).isEmpty() ? Runnable::run : threads;
        return CompletableFuture.supplyAsync(() -> caller(sender.get(), head), asking)
                .thenCompose(
                        caller ->
                                read(
                                        room,
                                        access.proven(caller),
                                        length,
                                        sender.get(),
                                        headers,
                                        body));
    }

    /** On a virtual thread: a slow sender must hold no worker thread, which answer the probes. */
    private CompletionStage<Response> read(
            Room there,
            boolean proven,
            int length,
            Sender sender,
            Map<String, String> headers,
            InputStream body) {
        return there.hold(
                proven,
                length,
                () ->
                        CompletableFuture.supplyAsync(
                                () -> read(there, sender, headers, body), threads),
                () -> CompletableFuture.completedFuture(later("too much is sent at once").build()));
    }

    private Response read(
            Room there, Sender sender, Map<String, String> headers, InputStream body) {
        byte[] sent;
        try {
            sent = there.read(body);
        } catch (SocketTimeoutException e) {
            // no 408: Alertmanager does not repeat after one
            return later(String.valueOf(e.getMessage())).header("Connection", "close").build();
        } catch (IOException e) {
            String detail = "the payload did not come whole; send it again";
            return Refusal.of(Status.BAD_REQUEST, detail, null).build();
        }
        return take(sender, new Delivery(headers, sent, clock.instant()));
    }

    /** The signature is asked for again: of no body it proves nothing about this one. */
    Response take(Sender sender, Delivery delivery) {
        if (delivery.body().length > MAX_BYTES) {
            String detail = "the payload is larger than %d bytes; send less".formatted(MAX_BYTES);
            return Refusal.of(Status.REQUEST_ENTITY_TOO_LARGE, detail, null).build();
        }
        return answer(reception.take(sender, caller(sender, delivery), delivery));
    }

    /**
     * Who sends it: the tool itself when it proves that it knows its secret, else whoever the token
     * belongs to. Where a secret is set it must be proved even if access is open.
     */
    private Caller caller(Sender sender, Delivery delivery) {
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
            throw unsigned(Denied.Why.NOBODY, "the signature is missing", sender);
        }
        Caller caller = identified(sender, token);
        if (secret.isPresent() && caller.anybody()) {
            throw unsigned(Denied.Why.NOT_GENUINE, "the token is not the secret", sender);
        }
        return caller;
    }

    /** Whether the secret is known; empty when there is none, or the headers bring no proof. */
    private Optional<Boolean> proof(Sender sender, Delivery delivery) {
        return webhooks.secret(sender)
                .flatMap(secret -> sender.signature().holds(delivery, secret, clock.instant()));
    }

    private static Optional<String> token(Delivery delivery) {
        return delivery.header("authorization").flatMap(Caller::token);
    }

    private Caller identified(Sender sender, Optional<String> token) {
        try {
            return access.identify(token);
        } catch (Denied nobody) {
            throw nobody.why() == Denied.Why.NOBODY
                    ? unsigned(nobody.why(), nobody.detail() + "; or sign", sender)
                    : nobody;
        }
    }

    private static Denied unsigned(Denied.Why why, String what, Sender sender) {
        return new Denied(
                why,
                "%s: set tidegate.webhooks.%s.secret and sign with it"
                        .formatted(what, sender.name()));
    }

    private static Response answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(Taken taken) ->
                    Response.accepted(taken).type(MediaType.APPLICATION_JSON).build();
            case Outcome.Refused(Reading.Broken why) ->
                    Refusal.of(Status.BAD_REQUEST, why.reason(), why.field()).build();
            case Outcome.KafkaAway(String why) -> later(why).build();
            case Outcome.KafkaRefused(String why) ->
                    Refusal.of(Status.BAD_GATEWAY, why, null).build();
        };
    }

    private static Response.ResponseBuilder later(String why) {
        return Refusal.of(Status.SERVICE_UNAVAILABLE, why + "; send the same again", null)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
