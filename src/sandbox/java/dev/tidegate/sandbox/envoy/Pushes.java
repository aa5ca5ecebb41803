package dev.tidegate.sandbox.envoy;

import dev.tidegate.sandbox.envoy.EnvoyMesh.Setting;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Brings one configuration after the other to Envoy, and sees it taken or refused. */
final class Pushes {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(2);
    private static final String HTTP = "http.";
    private static final String REJECTED = "config update rejected: ";

    private final Setting setting;
    private final ConfigFiles files;
    private final EnvoyProcess process;
    private int version;
    private int told;

    Pushes(Setting setting, ConfigFiles files, EnvoyProcess process) {
        this.setting = setting;
        this.files = files;
        this.process = process;
    }

    /**
     * Waits until Envoy has read its first files.
     *
     * @throws IllegalStateException with the end of its log when it ends or is not ready in time
     */
    void awaitStart() {
        try {
            await().until(() -> !process.alive() || process.ask("/ready").startsWith("LIVE"));
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(
                    "Envoy is not ready; its log ends:\n" + EnvoyProcess.tail(setting.directory()),
                    e);
        }
        if (!process.alive()) {
            throw new IllegalStateException(
                    "Envoy ended; its log ends:\n" + EnvoyProcess.tail(setting.directory()));
        }
    }

    /**
     * One push: endpoints and clusters, then routes, and the listeners that name them. Istiod sends
     * listeners before routes; a listener that Envoy knows stays as it is when its routes change.
     *
     * @return why Envoy did not take it
     */
    Optional<String> push(Snapshot snapshot) {
        version++;
        Steps steps = new Steps();
        snapshot.endpoints()
                .forEach(
                        (cluster, endpoints) ->
                                steps.file(
                                        files.endpoints(cluster),
                                        List.of(endpoints),
                                        "cluster." + Clusters.statName(cluster)));
        steps.file(files.clusters(), snapshot.clusters(), "cluster_manager.cds");
        LockSupport.parkNanos(setting.istiod().between().toNanos());
        snapshot.routes()
                .forEach(
                        (port, routes) ->
                                steps.file(files.routes(port), List.of(routes), rds(port)));
        steps.file(files.listeners(), snapshot.listeners(), "listener_manager.lds");
        steps.rest();
        return steps.refused;
    }

    /**
     * A file as it was written.
     *
     * @param rejected how often Envoy had refused one of its kind before
     */
    private record Written(String path, String stat, long rejected) {}

    /** The files of one push, one after the other, until one is refused. */
    private final class Steps {
        private final List<Written> unread = new ArrayList<>();
        private Optional<String> refused = Optional.empty();

        /** What Envoy does not know yet it reads when it is told of it: that is not waited for. */
        void file(String path, List<Map<String, Object>> resources, String stat) {
            if (refused.isPresent() || files.has(path, resources)) {
                return;
            }
            boolean known = stats(stat).contains(stat + ".version_text");
            Written written = new Written(path, stat, number(stat + ".update_rejected"));
            files.write(path, text(), resources);
            if (known) {
                read(written);
            } else {
                unread.add(written);
            }
        }

        /** Waits for what it was told of meanwhile: the routes of new listeners. */
        void rest() {
            unread.stream().filter(file -> file.stat().startsWith(HTTP)).forEach(this::read);
        }

        private void read(Written file) {
            if (refused.isPresent()) {
                return;
            }
            String rejections = file.stat() + ".update_rejected";
            boolean known = seen(() -> taken(file.stat()) || number(rejections) > file.rejected());
            if (!taken(file.stat())) {
                files.forget(file.path());
                refused = Optional.of(why(known));
            }
        }
    }

    private boolean taken(String stat) {
        return stats(stat).contains("%s.version_text: \"%s\"".formatted(stat, text()));
    }

    private String stats(String stat) {
        return process.ask("/stats?filter=%5E" + stat.replace(".", "%5C.") + "%5C.");
    }

    /** Whether it came while Envoy ran, and in time. */
    private boolean seen(Callable<Boolean> what) {
        try {
            await().until(() -> !process.alive() || what.call());
            return process.alive();
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /**
     * What its log says of the newest rejection; it comes some milliseconds after the statistics.
     *
     * @param rejected whether Envoy said that it does not take it, so that the log will say why
     */
    private String why(boolean rejected) {
        if (rejected && seen(() -> rejections().size() > told)) {
            List<String> all = rejections();
            told = all.size();
            return "Envoy refuses it: " + all.getLast();
        }
        String log = "; its log is " + setting.directory().resolve("envoy.log");
        return (process.alive()
                        ? "Envoy did not take it within %d s".formatted(LONGEST.toSeconds())
                        : "Envoy has ended")
                + log;
    }

    private List<String> rejections() {
        return EnvoyProcess.lines(setting.directory()).stream()
                .filter(line -> line.contains(REJECTED))
                .map(line -> line.substring(line.indexOf(REJECTED) + REJECTED.length()))
                .toList();
    }

    private static String rds(int port) {
        return (HTTP + "outbound_%d.rds.%d").formatted(port, port);
    }

    private String text() {
        return Integer.toString(version);
    }

    private long number(String stat) {
        return stats(stat.substring(0, stat.lastIndexOf('.')))
                .lines()
                .filter(line -> line.startsWith(stat + ":"))
                .mapToLong(line -> Long.parseLong(line.substring(stat.length() + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    private static org.awaitility.core.ConditionFactory await() {
        return Awaitility.await()
                .pollInterval(LOOK.toMillis(), TimeUnit.MILLISECONDS)
                .pollDelay(Duration.ZERO)
                .atMost(LONGEST);
    }
}
