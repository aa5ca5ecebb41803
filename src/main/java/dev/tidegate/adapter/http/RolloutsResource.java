package dev.tidegate.adapter.http;

import dev.tidegate.controller.RolloutStore;
import dev.tidegate.core.distribution.DnsLabel;
import dev.tidegate.door.Guard;
import dev.tidegate.door.Problem;
import dev.tidegate.door.Right;
import dev.tidegate.door.Verb;

import io.quarkus.virtual.threads.VirtualThreads;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows the rollouts, from the local cache. */
@Path("/api/rollouts")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Tag(name = "rollouts", description = "The state of the releases")
public class RolloutsResource {

    private static final Comparator<RolloutSummary> BY_SERVICE_NEWEST_FIRST =
            Comparator.comparing(RolloutSummary::namespace)
                    .thenComparing(RolloutSummary::service)
                    .thenComparing(RolloutSummary::number, Comparator.reverseOrder());

    /** A function that has just started lists the cluster's rollouts within this. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Executor threads;
    private final RolloutStore store;

    /** The one wait for the cluster's first read, whoever asks meanwhile. */
    private final CompletableFuture<Void> read;

    private final Guard guard;

    RolloutsResource(RolloutStore store, Guard guard, @VirtualThreads ExecutorService threads) {
        this.store = store;
        this.guard = guard;
        this.threads = threads;
        this.read = CompletableFuture.runAsync(store::awaitRead, threads);
    }

    @GET
    @Operation(
            operationId = "listRollouts",
            summary = "Lists the rollouts by service, the newest of each first")
    @APIResponse(
            responseCode = "200",
            description = "The rollouts that the cluster has",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            implementation = RolloutSummary.class)))
    @APIResponse(responseCode = "401", ref = "Nobody")
    @APIResponse(responseCode = "403", ref = "NoRight")
    @APIResponse(
            responseCode = "400",
            description = "A parameter is wrong; `field` names it",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "The cluster's rollouts were not read yet; ask again",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    public CompletionStage<Response> list(
            @BeanParam RolloutFilter filter, @Context HttpHeaders headers) {
        Optional<Problem> problem = filter.problem();
        return problem.isPresent()
                ? CompletableFuture.completedFuture(problem.get().response())
                : allowed(
                        headers,
                        new Right(Verb.LIST, filter.namespace().orElse(""), ""),
                        () -> list(filter));
    }

    Response list(RolloutFilter filter) {
        return filter.problem().map(Problem::response).orElseGet(() -> ok(select(filter)));
    }

    @GET
    @Path("/{namespace}/{name}")
    @Operation(
            operationId = "getRollout",
            summary = "Shows one rollout: state, steps, weights, and the cause of each move")
    @APIResponse(
            responseCode = "200",
            description = "The rollout",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RolloutView.class)))
    @APIResponse(responseCode = "401", ref = "Nobody")
    @APIResponse(responseCode = "403", ref = "NoRight")
    @APIResponse(
            responseCode = "400",
            description = "There can be no such namespace or rollout; `field` names it",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such rollout",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "The cluster's rollouts were not read yet; ask again",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    public CompletionStage<Response> one(
            @PathParam("namespace") String namespace,
            @PathParam("name") String name,
            @Context HttpHeaders headers) {
        try {
            // of an empty one all would be asked for, and read
            DnsLabel.require("namespace", namespace);
            Right right = new Right(Verb.GET, namespace, name);
            return allowed(headers, right, () -> one(namespace, name));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(Problem.of(400, e).response());
        }
    }

    Response one(String namespace, String name) {
        Optional<RolloutView> found =
                store.all().stream()
                        .filter(s -> s.rollout().service().namespace().equals(namespace))
                        .filter(s -> s.rollout().identity().name().equals(name))
                        .findFirst()
                        .map(RolloutView::of);
        return found.map(RolloutsResource::ok).orElseGet(() -> missing(namespace, name));
    }

    /** The answer, for those who may see it. */
    private CompletionStage<Response> allowed(
            HttpHeaders headers, Right right, Supplier<Response> answer) {
        return guard.let(headers, right, () -> onceRead(LONGEST_WAIT, answer).join());
    }

    /**
     * The answer as soon as the rollouts are known: before that none is there, and none missing.
     */
    CompletableFuture<Response> onceRead(Duration limit, Supplier<Response> answer) {
        return read.thenApply(_ -> true)
                .completeOnTimeout(false, limit.toMillis(), TimeUnit.MILLISECONDS)
                .thenApplyAsync(known -> known ? answer.get() : later(), threads);
    }

    private List<RolloutSummary> select(RolloutFilter filter) {
        return store.all().stream()
                .map(RolloutSummary::of)
                .filter(filter.predicate())
                .sorted(BY_SERVICE_NEWEST_FIRST)
                .toList();
    }

    private static Response ok(Object entity) {
        return Response.ok(entity, MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static Response later() {
        return Problem.later("the cluster's rollouts were not read yet; ask again");
    }

    private static Response missing(String namespace, String name) {
        String where = "there is no rollout \"" + name + "\" in namespace \"" + namespace + "\"";
        String list = "; GET /api/rollouts?namespace=" + namespace + " lists those there are";
        return Problem.of(404, "name", where + list).response();
    }
}
