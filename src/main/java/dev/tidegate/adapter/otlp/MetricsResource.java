package dev.tidegate.adapter.otlp;

import dev.tidegate.controller.Policies;
import dev.tidegate.controller.Readings;
import dev.tidegate.controller.Result;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;
import dev.tidegate.door.Access;
import dev.tidegate.door.Bodies;
import dev.tidegate.door.BodyLimit;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Guard;
import dev.tidegate.door.Problem;
import dev.tidegate.door.Verb;

import io.smallrye.common.annotation.Blocking;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes OTLP's metrics by HTTP, as the OpenTelemetry collector's exporter otlphttp sends them. What
 * Kafka is away for is answered with 503, which the collector sends again; what cannot be read with
 * 400, which it drops.
 */
@Path("/v1/metrics")
@Tag(name = "readings", description = "Evidence in: what proxies have counted")
public class MetricsResource {

    private static final String PROTOBUF = "application/x-protobuf";

    private final Bodies bodies;
    private final JudgedServices services;
    private final MetricsReader reader;
    private final Readings readings;
    private final Access access;
    private final Guard guard;
    private final Clock clock;

    MetricsResource(Policies policies, Readings readings, Access access, Guard guard, Clock clock) {
        this.bodies = guard.bodies(BodyLimit.METRICS);
        this.services = JudgedServices.of(policies);
        this.reader = new MetricsReader(services);
        this.readings = readings;
        this.access = access;
        this.guard = guard;
        this.clock = clock;
    }

    @POST
    @Blocking
    @Consumes({PROTOBUF, MediaType.APPLICATION_JSON})
    @Produces({PROTOBUF, MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            operationId = "exportMetrics",
            summary = "Takes Istio's metrics by OTLP",
            description =
                    "OTLP 1 over HTTP, protobuf or JSON, packed by gzip or not: cumulative sums of"
                            + " istio_requests_total, and histograms of"
                            + " istio_request_duration_milliseconds. Other metrics are passed"
                            + " over. Who sends them can have a release rolled back and promoted.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = PROTOBUF,
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.OBJECT))
            })
    @APIResponse(
            responseCode = "200",
            description = "Kafka has all readings that were in it",
            content = {
                @Content(
                        mediaType = PROTOBUF,
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.OBJECT))
            })
    @APIResponse(responseCode = "400", ref = "WrongField")
    @APIResponse(responseCode = "401", ref = "Nobody")
    @APIResponse(responseCode = "403", ref = "NoRight")
    @APIResponse(responseCode = "413", ref = "Large")
    @APIResponse(responseCode = "415", ref = "NotRead")
    @APIResponse(responseCode = "503", ref = "Later")
    public CompletionStage<Response> export(
            @Parameter(hidden = true) @HeaderParam("Content-Encoding") @Nullable String encoding,
            @Context HttpHeaders headers,
            InputStream body) {
        boolean gzip = "gzip".equalsIgnoreCase(encoding);
        if (encoding != null && !gzip && !encoding.equalsIgnoreCase("identity")) {
            throw new NotSupportedException();
        }
        boolean json = MediaType.APPLICATION_JSON_TYPE.isCompatible(headers.getMediaType());
        return guard.caller(Guard.token(headers))
                .thenCompose(
                        caller ->
                                bodies.take(
                                        caller,
                                        headers.getLength(),
                                        body,
                                        sent -> take(caller, sent, json, gzip)));
    }

    CompletionStage<Response> take(Caller caller, byte[] sent, boolean json, boolean gzip) {
        List<ServiceReading> all;
        try {
            services.refresh();
            all = reader.read(MetricsBody.read(sent, json, gzip), clock.instant());
        } catch (Unreadable e) {
            String field = e.why().substring(0, e.why().indexOf(':'));
            return CompletableFuture.completedFuture(Problem.of(400, field, e.why()).response());
        }
        Set<ServiceKey> about = new LinkedHashSet<>();
        all.forEach(reading -> about.add(reading.service()));
        access.requireAll(caller, Verb.REPORT, about);
        return all.isEmpty()
                ? CompletableFuture.completedFuture(taken(json))
                : readings.tellAll(all).thenApply(told -> answer(told, json));
    }

    private static Response answer(Result<Boolean> told, boolean json) {
        return told instanceof Result.Done<Boolean>
                ? taken(json)
                : Problem.later(
                        "Kafka has not taken all of it: "
                                + told.trouble()
                                + "; send the same again");
    }

    /** An ExportMetricsServiceResponse that has nothing to tell: of protobuf that is no byte. */
    private static Response taken(boolean json) {
        return json
                ? Response.ok("{}", MediaType.APPLICATION_JSON).build()
                : Response.ok(new byte[0], PROTOBUF).build();
    }
}
