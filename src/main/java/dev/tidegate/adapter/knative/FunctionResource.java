package dev.tidegate.adapter.knative;

import dev.tidegate.controller.AwaitedEvents;
import dev.tidegate.controller.Controller;
import dev.tidegate.controller.Telemetry;
import dev.tidegate.core.analysis.Verdict;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.door.Access;
import dev.tidegate.door.Bodies;
import dev.tidegate.door.BodyLimit;
import dev.tidegate.door.Denials;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Entry;
import dev.tidegate.door.Guard;
import dev.tidegate.door.Problem;
import dev.tidegate.door.Right;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;
import dev.tidegate.message.Invalid;

import io.quarkus.runtime.Startup;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.Blocking;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/**
 * Takes CloudEvents from a Knative source or trigger and handles each as the Kafka consumers do. An
 * answer says what Knative is to do with the event: 204 forget it; 503 deliver it again; 400 never
 * again, but keep it in the dead letters with the reason (Knative retries no status below 500 but
 * 404, 408, 409 and 429).
 *
 * @see <a
 *     href="https://github.com/knative/specs/blob/main/specs/eventing/data-plane.md#event-acknowledgement-and-delivery-retry">Knative
 *     Eventing Data Plane, event acknowledgement and delivery retry</a>
 */
@Path("/")
@Startup // a misspelt tidegate.function ends the start, not the first event
@Tag(name = "functions", description = "Events delivered by Knative")
public class FunctionResource {

    private static final Logger LOG = Logger.getLogger(FunctionResource.class);

    private static final String NO_TOKEN =
            "Authorization: no token shows who delivers the event; enable authentication-oidc in"
                    + " Knative's ConfigMap config-features, and only then name one of"
                    + " tidegate.access.audiences in the source's spec.sink.audience";

    private final Bodies bodies;
    private final Executor threads;
    private final CloudEventCodec codec;
    private final Controller controller;
    private final AwaitedEvents deliveries;
    private final Telemetry telemetry;
    private final Denials denials;
    private final Clock clock;
    private final boolean served;
    private final Optional<Trigger> only;
    private final Duration answerWithin;
    private final Access access;
    private final Proof proof;

    /** What shows that it is Knative that delivers. */
    enum Proof {
        /** A token, as Knative sends one where its authentication-oidc is enabled. */
        TOKEN,
        /** That the caller reaches this port: only Knative can, by the network's rules. */
        NETWORK
    }

    /**
     * The functions of this process.
     *
     * @param served whether there are any: where the topics are consumed, an event that came past
     *     them would go round their rights
     * @param only the one function that it is; all of them when empty
     */
    FunctionResource(
            CloudEventCodec codec,
            Controller controller,
            AwaitedEvents deliveries,
            Telemetry telemetry,
            Denials denials,
            Clock clock,
            @ConfigProperty(name = "tidegate.functions.served") boolean served,
            @ConfigProperty(name = "tidegate.function") Optional<Trigger> only,
            @ConfigProperty(name = "tidegate.functions.answer-within") Duration answerWithin,
            Access access,
            @ConfigProperty(name = "tidegate.functions.access") Proof proof,
            Guard guard,
            @VirtualThreads ExecutorService threads) {
        this.bodies = guard.bodies(BodyLimit.FUNCTION);
        this.threads = threads;
        this.codec = codec;
        this.controller = controller;
        this.deliveries = deliveries;
        this.telemetry = telemetry;
        this.denials = denials;
        this.clock = clock;
        this.served = served;
        this.only = only;
        this.answerWithin = answerWithin;
        this.access = access;
        this.proof = proof;
        if (served && proof == Proof.NETWORK) {
            LOG.warn(
                    "tidegate.functions.access is network: whoever reaches POST / may deliver any"
                            + " event; src/docs/access.md says what has to keep others out");
        }
    }

    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "handleEvent",
            summary = "Handles one CloudEvent, binary or structured, that Knative delivers")
    @APIResponse(responseCode = "204", description = "All that follows from it is done")
    @APIResponse(responseCode = "400", ref = "WrongField")
    @APIResponse(responseCode = "404", ref = "NotThere")
    @APIResponse(responseCode = "413", ref = "Large")
    @APIResponse(responseCode = "503", ref = "Later")
    public CompletionStage<Response> handle(@Context HttpHeaders headers, InputStream body) {
        if (!served) {
            throw new NotFoundException();
        }
        KnativeRequest delivered;
        try {
            delivered = KnativeRequest.of(headers.getRequestHeaders());
        } catch (Invalid e) {
            return CompletableFuture.completedFuture(
                    Problem.of(400, e.field(), e.reason()).response());
        }
        Optional<String> token = Guard.token(headers);
        int length = headers.getLength();
        return CompletableFuture.runAsync(() -> requireDeliverer(token), threads)
                .thenCompose(_ -> bodies.take(length, body, sent -> handle(delivered, sent)))
                .thenApply(this::counted);
    }

    /** What was too large, and is in no dead letter of ours. */
    private Response counted(Response answer) {
        if (answer.getEntity() instanceof Problem large && large.status() == 413) {
            telemetry.deadLetter("POST /", large.detail());
        }
        return answer;
    }

    /**
     * Knative gives up an event at the first 401 or 403, for what may be over in a minute: a token
     * that expired on its way, a binding that is not there yet. So both are to come again.
     */
    void requireDeliverer(Optional<String> token) {
        if (proof == Proof.NETWORK) {
            return;
        }
        try {
            access.require(access.identify(token), Right.DELIVER);
        } catch (Denied denied) {
            String why = denied.why() == Denied.Why.NOBODY ? NO_TOKEN : denied.detail();
            denials.denied(Entry.FUNCTION, new Denied(denied.why(), why));
            throw KnativeAnswers.later(why);
        }
    }

    CompletableFuture<Response> handle(KnativeRequest delivered, byte[] body) {
        Optional<Instant> tick = codec.tick(delivered.attributes(), body, clock.instant());
        if (tick.isPresent()) {
            requireTaken(Trigger.STEP_TIMER);
            return answered(
                    CompletableFuture.completedFuture(tick.get())
                            .thenComposeAsync(deliveries::tick, threads));
        }
        return switch (decoded(delivered, body)) {
            case Decoded.Poison poison -> throw refused(poison.reason());
            case Decoded.Event(RolloutEvent read, String _) -> {
                RolloutEvent event = delivered.placed(read, clock.instant());
                requireTaken(Trigger.of(event));
                if (!takesBack(event) && controller.full(event.service())) {
                    throw KnativeAnswers.later(
                            "%s has too much waiting".formatted(event.service()));
                }
                yield answered(deliveries.deliver(event));
            }
        };
    }

    /** Whether it may take traffic back: nothing that waits keeps it out. */
    private static boolean takesBack(RolloutEvent event) {
        return event instanceof AlertFired
                || (event instanceof VerdictTold told && told.verdict() instanceof Verdict.Worse);
    }

    /** A programmer's error in decoding must neither lose the event nor have it sent for ever. */
    private Decoded decoded(KnativeRequest delivered, byte[] body) {
        try {
            return codec.decode(delivered.attributes(), body);
        } catch (RuntimeException e) {
            LOG.error("an event could not be decoded, by an error of Tidegate's own", e);
            return new Decoded.Poison(
                    "event",
                    "event: cannot be read, by an error of Tidegate's own that its log tells; send"
                            + " it again when that is mended");
        }
    }

    private void requireTaken(Trigger trigger) {
        if (only.isPresent() && only.get() != trigger) {
            throw refused(
                    "type: this is the function %s; send the event to %s"
                            .formatted(only.get(), trigger));
        }
    }

    private CompletableFuture<Response> answered(CompletableFuture<Void> work) {
        return KnativeAnswers.when(work, answerWithin);
    }

    /** Knative does not send again what is answered with 400. */
    private BadRequestException refused(String reason) {
        telemetry.deadLetter("POST /", reason);
        return new BadRequestException(reason);
    }
}
