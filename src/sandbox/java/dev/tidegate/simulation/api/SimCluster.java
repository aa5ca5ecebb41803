package dev.tidegate.simulation.api;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.Kind;
import dev.tidegate.adapter.cluster.Listed;
import dev.tidegate.adapter.cluster.Need;
import dev.tidegate.adapter.cluster.Replicas;
import dev.tidegate.adapter.cluster.Scope;
import dev.tidegate.adapter.cluster.Watch;
import dev.tidegate.adapter.cluster.Watcher;
import dev.tidegate.controller.Result;
import dev.tidegate.simulation.api.Weather.Fault;
import dev.tidegate.simulation.kernel.Kernel;
import dev.tidegate.simulation.kernel.Life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The API server as one process reaches it: each way takes its time, and may be lost. */
public final class SimCluster implements Cluster {

    private final Kernel kernel;
    private final Life life;
    private final ApiServer server;
    private final Weather weather;
    private final Consumer<Change> shown;
    private final List<SimWatch> watches = new ArrayList<>();

    /**
     * The server as a process reaches it.
     *
     * @param shown told what a watch is about to show
     */
    public SimCluster(
            Kernel kernel, Life life, ApiServer server, Weather weather, Consumer<Change> shown) {
        this.kernel = kernel;
        this.life = life;
        this.server = server;
        this.weather = weather;
        this.shown = shown;
    }

    @Override
    public Result<Optional<ApiObject>> get(Kind kind, String namespace, String name) {
        return read(kind, () -> server.get(kind.title(), namespace, name));
    }

    @Override
    public Result<Listed> list(Kind kind, Need need, Scope scope) {
        return read(kind, () -> server.list(kind, scope));
    }

    @Override
    public Result<ApiObject> create(Kind kind, ApiObject object) {
        return object.version().isEmpty()
                ? write(kind, () -> server.create(life.name(), kind.title(), object))
                : new Result.Rejected<>(
                        "metadata.resourceVersion: must not be set on a new object");
    }

    @Override
    public Result<ApiObject> update(Kind kind, ApiObject object) {
        return conditional(kind, object, () -> server.update(life.name(), kind.title(), object));
    }

    @Override
    public Result<ApiObject> updateStatus(Kind kind, ApiObject object) {
        return conditional(
                kind, object, () -> server.updateStatus(life.name(), kind.title(), object));
    }

    @Override
    public Result<Optional<Replicas>> replicas(Kind kind, String namespace, String name) {
        return read(
                kind,
                () ->
                        server.get(kind.title(), namespace, name)
                                .map(o -> new Replicas(SimScale.of(o), o.version())));
    }

    @Override
    public Result<Boolean> scale(Kind kind, String namespace, String name, Replicas replicas) {
        return write(kind, () -> SimScale.put(server, life.name(), kind, namespace, name, replicas))
                .map(_ -> true);
    }

    @Override
    public Result<Boolean> delete(Kind kind, String namespace, String name, String version) {
        return write(
                kind, () -> server.delete(life.name(), kind.title(), namespace, name, version));
    }

    @Override
    public Watch watch(Kind kind, Need need, Watcher watcher) {
        SimWatch watch = new SimWatch(kernel, life, server, weather, kind, watcher, shown);
        watches.add(watch);
        watch.begin();
        return watch;
    }

    /** Each watch of the kind shows nothing for a while, and begins again then. */
    public void gap(String kind, Duration time) {
        watches.stream().filter(w -> w.kind().equals(kind)).forEach(w -> w.gap(time));
    }

    /** The process is over: nothing is shown to it any more. */
    public void end() {
        watches.forEach(SimWatch::close);
    }

    private <T> Result<T> read(Kind kind, Supplier<T> question) {
        Result<T> answer =
                call(
                        () ->
                                server.refusals()
                                        .<T>read(kind.title())
                                        .orElseGet(() -> new Result.Done<>(question.get())),
                        way -> way);
        return answer instanceof Result.Conflict<T>(String what)
                ? new Result.Unreachable<>(what)
                : answer;
    }

    /** No custom resource is put in place of whatever version is there. */
    private Result<ApiObject> conditional(
            Kind kind, ApiObject object, Supplier<Result<ApiObject>> request) {
        return object.version().isEmpty()
                ? new Result.Rejected<>("metadata.resourceVersion: must be specified for an update")
                : write(kind, request);
    }

    private <T> Result<T> write(Kind kind, Supplier<Result<T>> request) {
        weather.nextWrite().before();
        return call(
                () -> server.refusals().<T>write(kind.title()).orElseGet(request),
                weather.nextWrite()::sent);
    }

    /** Who is no task does not wait. */
    private <T> Result<T> call(Supplier<Result<T>> request, Function<Duration, Duration> sent) {
        if (!weather.outlives()) {
            return callAlive(request);
        }
        if (!kernel.inTask()) {
            return request.get();
        }
        long now = kernel.micros();
        Exchange<T> exchange = new Exchange<>(kernel, weather, () -> server.sentAt(now, request));
        exchange.send(sent.apply(weather.way()));
        return exchange.answer();
    }

    /** A call that ends with its process, wherever it is. */
    private <T> Result<T> callAlive(Supplier<Result<T>> request) {
        kernel.sleep(weather.way());
        Optional<Result<T>> failed = weather.failed();
        if (failed.isPresent()) {
            return failed.get();
        }
        if (weather.has(Fault.LOST_REQUEST)) {
            kernel.sleep(Exchange.PATIENCE);
            return Exchange.unanswered();
        }
        Result<T> answer = request.get();
        boolean lost = weather.has(Fault.LOST_ANSWER);
        kernel.sleep(lost ? Exchange.PATIENCE : weather.way());
        return lost ? Exchange.unanswered() : answer;
    }
}
