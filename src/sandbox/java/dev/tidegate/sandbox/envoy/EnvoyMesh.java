package dev.tidegate.sandbox.envoy;

import dev.tidegate.sandbox.traffic.Access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A mesh whose callers have a real Envoy: what the objects say reaches it as late as istiod would
 * bring it, clusters before routes. Objects that are not translated leave what is in force as it
 * is, and are told.
 */
public final class EnvoyMesh implements AutoCloseable {
    private final Setting setting;
    private final Consumer<Access> accesses;
    private final Consumer<String> tell;
    private final AccessFile file;
    private final ConfigFiles files;
    private final EnvoyProcess process;
    private final Pushes pushes;
    private final Thread istiod;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Debounce debounce;
    private World world = new World(List.of(), List.of(), List.of(), List.of());
    private Optional<String> refused = Optional.empty();
    private boolean pushing;
    private boolean closed;
    private volatile Map<Integer, String> versions = Map.of();

    /**
     * Where and for whom the proxy works.
     *
     * @param directory for its files and logs; the access log is {@code access.log}
     * @param ports where callers find the Services' ports on this machine
     * @param adminPort of Envoy's own interface
     */
    public record Setting(
            Path binary,
            Path directory,
            Proxy proxy,
            Map<Integer, Integer> ports,
            int adminPort,
            Istiod istiod) {}

    /**
     * Starts Envoy without any route.
     *
     * @param accesses takes each request and connection when it has ended
     * @param tell told, as a sentence for a person, why the newest objects are not in force, and
     *     when they are again
     */
    public EnvoyMesh(Setting setting, Consumer<Access> accesses, Consumer<String> tell) {
        this.setting = setting;
        this.accesses = accesses;
        this.tell = tell;
        this.debounce = new Debounce(setting.istiod().quiet(), setting.istiod().most());
        this.files = new ConfigFiles(setting.directory().resolve("xds"));
        this.file = accessFile(setting);
        files.write(files.clusters(), "0", List.of());
        files.write(files.listeners(), "0", List.of());
        this.process =
                new EnvoyProcess(
                        setting.binary(),
                        setting.directory(),
                        files,
                        setting.adminPort(),
                        setting.istiod(),
                        this::logged);
        this.pushes = new Pushes(setting, files, process);
        try {
            pushes.awaitStart();
        } catch (IllegalStateException e) {
            process.close();
            throw e;
        }
        this.istiod = Thread.ofVirtual().start(this::run);
    }

    private static AccessFile accessFile(Setting setting) {
        try {
            Files.createDirectories(setting.directory());
            return new AccessFile(setting.directory().resolve("access.log"), AccessFile.MOST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What istiod sees from now on. */
    public void see(World seen) {
        lock.lock();
        try {
            world = seen;
            debounce.change(System.nanoTime());
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that was seen so far is in force, or refused. */
    public void awaitPushed() {
        lock.lock();
        try {
            while (!closed && (pushing || debounce.waiting())) {
                moved.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Why the newest objects are not in force; empty when they are. */
    public Optional<String> refused() {
        lock.lock();
        try {
            return refused;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (Optional<World> next = next(); next.isPresent(); next = next()) {
            Optional<String> problem = push(next.get());
            // told first: who waits for the push has heard of it then
            if (!problem.equals(refused())) {
                tell.accept(
                        problem.map(why -> "Envoy does not have the newest configuration: " + why)
                                .orElse("Envoy has the newest configuration again"));
            }
            lock.lock();
            try {
                refused = problem;
                pushing = false;
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** The world to push, once it is due; empty at the end. */
    private Optional<World> next() {
        lock.lock();
        try {
            while (!closed && (!debounce.waiting() || debounce.due(System.nanoTime()) > 0)) {
                if (debounce.waiting()) {
                    var _ = moved.awaitNanos(debounce.due(System.nanoTime()));
                } else {
                    moved.await();
                }
            }
            debounce.pushed();
            pushing = true;
            return closed ? Optional.empty() : Optional.of(world);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> push(World seen) {
        try {
            Snapshot snapshot = Snapshot.of(seen, setting.proxy(), setting.ports(), files);
            Map<Integer, String> known = new HashMap<>(versions);
            seen.pods()
                    .forEach(pod -> pod.ports().values().forEach(p -> known.put(p, pod.version())));
            versions = Map.copyOf(known);
            return pushes.push(snapshot);
        } catch (Refused e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // the next push must come all the same, and who waits for this one must not wait on
            e.printStackTrace();
            return Optional.of("the sandbox failed to write it; standard error says how");
        }
    }

    /** Whatever becomes of one line, the next are to be read, or Envoy waits for a reader. */
    private void logged(String line) {
        try {
            file.add(line);
        } catch (IOException e) {
            tell.accept("the access log cannot be written: " + setting.directory());
        }
        try {
            accesses.accept(EnvoyLog.read(line, versions));
        } catch (RuntimeException e) {
            tell.accept("Envoy logged what is no request: " + line);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            istiod.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.close();
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
