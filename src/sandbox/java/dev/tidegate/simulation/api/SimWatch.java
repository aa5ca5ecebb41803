package dev.tidegate.simulation.api;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Kind;
import dev.tidegate.adapter.cluster.Watch;
import dev.tidegate.adapter.cluster.Watcher;
import dev.tidegate.simulation.kernel.Gate;
import dev.tidegate.simulation.kernel.Kernel;
import dev.tidegate.simulation.kernel.Life;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A watch of one process: what was written is shown in its order, later. After a gap it lists what
 * there is, as an informer does: what came and went meanwhile is never shown.
 */
final class SimWatch implements Watch {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int LOOKS = 10;

    private final Kernel kernel;
    private final Life life;
    private final ApiServer server;
    private final Weather weather;
    private final Kind kind;
    private final Watcher watcher;
    private final Consumer<Change> shown;
    private final Gate read;
    private final Consumer<Change> listener = this::changed;
    private final Map<String, ApiObject> known = new LinkedHashMap<>();
    private final Deque<Change> coming = new ArrayDeque<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean pumping;
    private boolean broken;
    private boolean closed;

    SimWatch(
            Kernel kernel,
            Life life,
            ApiServer server,
            Weather weather,
            Kind kind,
            Watcher watcher,
            Consumer<Change> shown) {
        this.kernel = kernel;
        this.life = life;
        this.server = server;
        this.weather = weather;
        this.kind = kind;
        this.watcher = watcher;
        this.shown = shown;
        this.read = kernel.gate();
    }

    String kind() {
        return kind.title();
    }

    void begin() {
        server.listen(listener);
        broken = true;
        life.spawn(this::list);
    }

    void gap(Duration time) {
        if (!broken && !closed) {
            broken = true;
            coming.clear();
            kernel.later(time, () -> life.spawn(this::list));
        }
    }

    /** Shows what there is; what is written from the listing on comes after it. */
    private void list() {
        kernel.sleep(weather.showing());
        while (weather.has(Weather.Fault.BROKEN)
                || weather.has(Weather.Fault.LOST_REQUEST)
                || server.refusals().unreadable(kind.title())) {
            kernel.sleep(LOOK);
        }
        List<ApiObject> all = listed();
        broken = false;
        boolean pumps = pumping;
        pumping = true;
        Map<String, ApiObject> gone = new LinkedHashMap<>(known);
        for (ApiObject object : all) {
            gone.remove(object.key());
            show(object);
        }
        gone.values().forEach(this::gone);
        read.open();
        waiting.forEach(Runnable::run);
        waiting.clear();
        if (!pumps) {
            pump();
        }
    }

    /**
     * What the server's cache has, which may be behind: what was written since then is shown after
     * it.
     */
    private List<ApiObject> listed() {
        long asOf = kernel.micros() - weather.age();
        List<Change> log = server.log(kind.title());
        Map<String, ApiObject> listed = new TreeMap<>();
        for (Change change : log) {
            if (change.micros() > asOf) {
                coming.add(change);
            } else if (change.after() == null) {
                listed.remove(change.object().key());
            } else {
                listed.put(change.object().key(), change.after());
            }
        }
        return List.copyOf(listed.values());
    }

    private void changed(Change change) {
        if (!change.kind().equals(kind.title()) || broken || closed || !life.alive()) {
            return;
        }
        coming.add(change);
        if (!pumping) {
            pumping = true;
            life.spawn(this::pump);
        }
    }

    private void pump() {
        while (!coming.isEmpty()) {
            kernel.sleep(weather.showing());
            Change next = coming.poll();
            if (next != null && next.after() != null) {
                show(next.after());
            } else if (next != null) {
                gone(next.object());
            }
        }
        pumping = false;
    }

    private void show(ApiObject object) {
        ApiObject before = known.put(object.key(), object);
        if (before == null || !before.version().equals(object.version())) {
            shown.accept(shown(before, object));
            watcher.seen().accept(object);
        }
    }

    private void gone(ApiObject object) {
        ApiObject last = known.remove(object.key());
        if (last != null) {
            shown.accept(shown(last, null));
            watcher.gone()
                    .accept(
                            ApiObject.of(
                                    kind,
                                    last.namespace(),
                                    last.name(),
                                    last.uid(),
                                    last.version()));
        }
    }

    private Change shown(@Nullable ApiObject before, @Nullable ApiObject after) {
        long now = kernel.micros();
        return new Change(now, now, life.name(), kind.title(), before, after);
    }

    @Override
    public void awaitRead() {
        read.await();
    }

    @Override
    public boolean isRead() {
        return read.isOpen();
    }

    @Override
    public void whenRead(Runnable then) {
        if (read.isOpen()) {
            then.run();
        } else {
            waiting.add(then);
        }
    }

    @Override
    public Optional<String> unread() {
        for (int i = 0; i < LOOKS && !read.isOpen(); i++) {
            kernel.sleep(LOOK);
        }
        return read.isOpen() ? Optional.empty() : Optional.of("the objects were not read yet");
    }

    @Override
    public Optional<String> trouble() {
        return broken
                ? Optional.of("the %s objects are not being watched".formatted(kind.title()))
                : Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
        server.unlisten(listener);
    }
}
