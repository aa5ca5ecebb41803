package dev.tidegate.adapter.freezes;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.Kind;
import dev.tidegate.adapter.cluster.Watch;
import dev.tidegate.adapter.cluster.Watcher;
import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.Freezes;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.text.Invisible;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The freezes in the ConfigMap {@value #NAME} of Tidegate's own namespace, from a watch: written by
 * commands, by kubectl, or from Git. An outage forgets none: what was seen last counts until
 * something else is, and until anything is, nothing begins or goes on.
 */
public final class KubernetesFreezes implements Freezes, Dependency, AutoCloseable {

    /** Name of the ConfigMap. */
    public static final String NAME = "tidegate-freeze";

    private static final Logger LOG = Logger.getLogger(KubernetesFreezes.class);

    private static final Kind KIND = new Kind("", "v1", "ConfigMap", "configmaps");

    /** Somebody else may write at the same time. */
    private static final int TRIES = 5;

    private final Cluster cluster;
    private final String namespace;
    private final List<Consumer<FreezeScope>> listeners = new CopyOnWriteArrayList<>();
    private final Watch watch;
    private final Unshown unshown;

    /** Whether somebody was told that nobody knows what is frozen. */
    private volatile boolean unsure;

    /** Whether waiting for the first reading was not in vain yet. */
    private volatile boolean patience = true;

    /** What was seen last; guarded by this. */
    private @Nullable Frozen known;

    /** Watches the ConfigMap of this namespace from now on. */
    public KubernetesFreezes(Cluster cluster, Scheduler scheduler, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
        unshown = new Unshown(scheduler, this::version, this::reread);
        watch = cluster.watchOne(KIND, namespace, NAME, new Watcher(this::shown, this::gone));
        watch.whenRead(this::read);
    }

    /** Tells what begins to be frozen, is no longer, or is for another reason; must not block. */
    public void listen(Consumer<FreezeScope> onChange) {
        listeners.add(onChange);
    }

    /** A watch may show what is older than what this process has written. */
    private void seen(Frozen now) {
        Frozen before;
        synchronized (this) {
            before = known == null ? Frozen.NOTHING : known;
            if (known != null && ApiObject.newer(known.version(), now.version())) {
                return;
            }
            known = now;
        }
        now.problems().stream()
                .filter(problem -> !before.problems().contains(problem))
                .forEach(LOG::warn);
        for (FreezeScope scope : before.changed(now)) {
            LOG.infof("the freeze of %s has changed", scope);
            listeners.forEach(listener -> listener.accept(scope));
        }
    }

    private void shown(ApiObject map) {
        unshown.shown(map.version());
        seen(Frozen.of(map));
    }

    /** What was written after that may be gone with it, and only a read tells. */
    private void gone(ApiObject map) {
        gone(map.version());
        unshown.look();
    }

    private void gone(String version) {
        synchronized (this) {
            if (known != null && ApiObject.newer(known.version(), version)) {
                return;
            }
        }
        seen(new Frozen(Map.of(), List.of(), version));
    }

    /** Of the ConfigMap that is known to freeze something; empty when there is none. */
    private synchronized String version() {
        return known == null || known.reasons().isEmpty() ? "" : known.version();
    }

    private boolean reread() {
        String before = version();
        if (!(cluster.get(KIND, namespace, NAME)
                instanceof Result.Done<Optional<ApiObject>>(Optional<ApiObject> found))) {
            return false;
        }
        found.ifPresentOrElse(map -> seen(Frozen.of(map)), () -> gone(before));
        return true;
    }

    @Override
    public boolean known() {
        return current().isPresent();
    }

    @Override
    public Optional<String> frozen(String of) {
        return patient()
                .map(now -> now.in(of))
                .orElseGet(
                        () ->
                                Optional.of(
                                        "it is not known whether namespace %s is frozen: the ConfigMap %s/%s was not read yet; the API server is away, or the right to list and watch it is missing (k8s/rights.yaml)"
                                                .formatted(of, namespace, NAME)));
    }

    /** What is frozen now, waited for a little by whoever asks first; empty while nobody knows. */
    private Optional<Frozen> patient() {
        Optional<Frozen> now = current();
        if (now.isPresent()) {
            return now;
        }
        if (patience) {
            patience = watch.unread().isEmpty();
        }
        // whoever is told that nobody knows is told when that is over
        unsure = true;
        return current();
    }

    /** What is frozen now; empty while nobody knows. */
    private synchronized Optional<Frozen> current() {
        return Optional.ofNullable(known)
                .or(() -> watch.isRead() ? Optional.of(Frozen.NOTHING) : Optional.empty());
    }

    /** What was held because nobody knew goes on. */
    private void read() {
        if (unsure) {
            unsure = false;
            listeners.forEach(listener -> listener.accept(FreezeScope.ALL));
        }
    }

    @Override
    public int count() {
        return current().map(now -> now.reasons().size()).orElse(0);
    }

    @Override
    public Result<Boolean> follow(Command command) {
        Result<Boolean> followed = tried(command);
        for (int i = 1; i < TRIES && followed instanceof Result.Conflict<?>; i++) {
            followed = tried(command);
        }
        return followed;
    }

    private Result<Boolean> tried(Command command) {
        return switch (cluster.get(KIND, namespace, NAME)) {
            case Result.Done<Optional<ApiObject>>(Optional<ApiObject> found) ->
                    written(command, found);
            case Result<Optional<ApiObject>> failed ->
                    failed.map(_ -> false).during("ConfigMap %s/%s".formatted(namespace, NAME));
        };
    }

    private Result<Boolean> written(Command command, Optional<ApiObject> found) {
        ApiObject map = found.orElseGet(() -> ApiObject.of(KIND, namespace, NAME, "", ""));
        FollowedCommands followed =
                FollowedCommands.parse(map.annotation(FollowedCommands.ANNOTATION).orElse(""));
        if (followed.knows(command)) {
            return new Result.Done<>(false);
        }
        FreezeEdit edit = new FreezeEdit(map, command);
        ApiObject next = edit.made(followed.and(command));
        Result<ApiObject> done =
                found.isEmpty() ? cluster.create(KIND, next) : cluster.update(KIND, next);
        if (done instanceof Result.Done<ApiObject>(ApiObject now)) {
            seen(Frozen.of(now));
            unshown.look();
            LOG.infof(
                    "%s of %s by %s%s",
                    FollowedCommand.of(command).action(),
                    FreezeScope.of(command).orElseThrow(),
                    Invisible.escaped(command.actor()),
                    edit.changes() ? "" : ", which was not frozen");
        }
        return done.map(_ -> edit.changes()).during("ConfigMap %s/%s".formatted(namespace, NAME));
    }

    @Override
    public String name() {
        return "freezes";
    }

    @Override
    public Optional<String> trouble() {
        return watch.trouble();
    }

    /** {@inheritDoc} A key that is written wrong is no outage. */
    @Override
    public Optional<String> notice() {
        return current()
                .map(now -> String.join("; ", now.problems()))
                .filter(problems -> !problems.isEmpty());
    }

    /** {@inheritDoc} What takes traffic away must still reach a process that knows of no freeze. */
    @Override
    public boolean vital() {
        return false;
    }

    @Override
    public void close() {
        unshown.close();
        watch.close();
    }
}
