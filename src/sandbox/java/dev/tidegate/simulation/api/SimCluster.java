package dev.tidegate.simulation.api;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.Kind;
import dev.tidegate.adapter.cluster.Listed;
import dev.tidegate.adapter.cluster.Need;
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
import java.util.function.Supplier;

/** The API server as one process reaches it: each way takes its time, and may be lost. */
public final class SimCluster implements Cluster {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
        return read(() -> server.get(kind.title(), namespace, name));
    }

    @Override
    public Result<Listed> list(Kind kind, Scope scope) {
        return read(() -> server.list(kind, scope));
    }

    @Override
    public Result<ApiObject> create(Kind kind, ApiObject object) {
        return call(() -> server.create(life.name(), kind.title(), object));
    }

    @Override
    public Result<ApiObject> update(Kind kind, ApiObject object) {
        return call(() -> server.update(life.name(), kind.title(), object));
    }

    @Override
    public Result<ApiObject> updateStatus(Kind kind, ApiObject object) {
        return call(() -> server.updateStatus(life.name(), kind.title(), object));
    }

    @Override
    public Result<Boolean> delete(Kind kind, String namespace, String name, String version) {
        return call(() -> server.delete(life.name(), kind.title(), namespace, name, version));
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

    private <T> Result<T> read(Supplier<T> question) {
        Result<T> answer = call(() -> new Result.Done<>(question.get()));
        return answer instanceof Result.Conflict<T>(String what)
                ? new Result.Unreachable<>(what)
                : answer;
    }

    private <T> Result<T> call(Supplier<Result<T>> request) {
        kernel.sleep(weather.way());
        if (weather.has(Fault.BUSY)) {
            return new Result.Unreachable<>("too many requests");
        }
        if (weather.has(Fault.BROKEN)) {
            return new Result.Unreachable<>("internal error");
        }
        if (weather.has(Fault.CONFLICT)) {
            return new Result.Conflict<>("the object has been modified");
        }
        if (weather.has(Fault.LOST_REQUEST)) {
            kernel.sleep(PATIENCE);
            return new Result.Unreachable<>("no answer came in time");
        }
        Result<T> answer = request.get();
        boolean lost = weather.has(Fault.LOST_ANSWER);
        kernel.sleep(lost ? PATIENCE : weather.way());
        return lost ? new Result.Unreachable<>("no answer came in time") : answer;
    }
}
