package dev.tidegate.simulation.api;

import dev.tidegate.controller.Result;
import dev.tidegate.simulation.kernel.Kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the API server refuses everybody's processes for a while, and people not. */
public final class Refusals {

    /** Why it refuses. */
    public enum Reason {
        INVALID("422, a webhook finds what is written invalid"),
        FORBIDDEN("403, the right is taken away"),
        WEBHOOK_AWAY("500, a webhook that must agree cannot be asked");

        private final String says;

        Reason(String says) {
            this.says = says;
        }

        /** What happens, for a person. */
        public String says() {
            return says;
        }
    }

    private record Refused(Reason reason, long until) {}

    /** A time in which writes are denied, from its first to its last microsecond. */
    private record Denial(long from, long until) {}

    private final Kernel kernel;
    private final List<Denial> denials = new ArrayList<>();
    private final Map<String, Refused> kinds = new HashMap<>();

    Refusals(Kernel kernel) {
        this.kernel = kernel;
    }

    /** For a while objects of a kind cannot be written, nor read where the right is missing. */
    public void begin(String kind, Reason reason, Duration time) {
        long until = kernel.micros() + time.toMillis() * 1_000;
        if (reason == Reason.INVALID) {
            denials.add(new Denial(kernel.micros(), until));
        }
        kinds.put(kind, new Refused(reason, until));
    }

    /** Whether writes were denied as invalid at a time between these two, in microseconds. */
    public boolean denied(long from, long to) {
        return denials.stream().anyMatch(d -> d.from() <= to && d.until() >= from);
    }

    /** Nothing is refused from now on. */
    public void end() {
        kinds.clear();
    }

    /** Whether nothing of the kind may be read. */
    boolean unreadable(String kind) {
        return of(kind).filter(reason -> reason == Reason.FORBIDDEN).isPresent();
    }

    /** The answer to a read; empty when it is not refused. */
    <T> Optional<Result<T>> read(String kind) {
        return unreadable(kind) ? write(kind) : Optional.empty();
    }

    /** The answer to a write; empty when it is not refused. */
    <T> Optional<Result<T>> write(String kind) {
        return of(kind).map(
                        reason ->
                                switch (reason) {
                                    case INVALID ->
                                            new Result.Rejected<>(
                                                    "admission webhook \"validation.istio.io\""
                                                            + " denied the request");
                                    case FORBIDDEN ->
                                            new Result.Unreachable<>(
                                                    "cannot touch " + kind + ": forbidden");
                                    case WEBHOOK_AWAY ->
                                            new Result.Unreachable<>("failed calling webhook");
                                });
    }

    private Optional<Reason> of(String kind) {
        return Optional.ofNullable(kinds.get(kind))
                .filter(refused -> refused.until() > kernel.micros())
                .map(Refused::reason);
    }
}
