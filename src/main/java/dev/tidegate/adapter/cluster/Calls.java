package dev.tidegate.adapter.cluster;

import dev.tidegate.controller.NetworkTrouble;
import dev.tidegate.controller.Result;

import io.fabric8.kubernetes.client.KubernetesClientException;

import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Calls of the API server, their errors as values. */
public final class Calls {

    /**
     * What the same request will never get past: it is no valid one. Anything else may: a token is
     * renewed (401), rights (403) and definitions (404) are applied again.
     */
    private static final Set<Integer> FOR_GOOD = Set.of(400, 413, 422);

    private Calls() {}

    /**
     * Makes one call: 409 is a conflict; all but 400, 413 and 422 may be repeated.
     *
     * @param what is done, in front of what the API server said
     */
    public static <T> Result<T> attempt(String what, Supplier<T> call) {
        return saying(what, attempt(call));
    }

    /** The same, with what the API server said, alone. */
    public static <T> Result<T> attempt(Supplier<T> call) {
        try {
            return new Result.Done<>(call.get());
        } catch (KubernetesClientException e) {
            int code = e.getCode();
            if (code == 409) {
                return new Result.Conflict<>(said(e));
            }
            return FOR_GOOD.contains(code)
                    ? new Result.Rejected<>(said(e))
                    : new Result.Unreachable<>(said(e));
        } catch (IllegalStateException e) {
            // the client was closed: this process is going down, another one will do it
            return new Result.Unreachable<>("this process is ending");
        }
    }

    /** The same for the change of an object: that it is gone is a conflict, too. */
    public static <T> Result<T> change(String what, Supplier<T> call) {
        return saying(what, change(call));
    }

    /** The same, with what the API server said, alone. */
    public static <T> Result<T> change(Supplier<T> call) {
        return attempt(
                () -> {
                    try {
                        return call.get();
                    } catch (KubernetesClientException e) {
                        throw e.getCode() == 404
                                ? new KubernetesClientException(e.getMessage(), 409, e.getStatus())
                                : e;
                    }
                });
    }

    private static <T> Result<T> saying(String what, Result<T> result) {
        return switch (result) {
            case Result.Done<T> done -> done;
            case Result.Conflict<T>(String why) -> new Result.Conflict<>(what + ": " + why);
            case Result.Unreachable<T>(String why) -> new Result.Unreachable<>(what + ": " + why);
            case Result.Rejected<T>(String why) -> new Result.Rejected<>(what + ": " + why);
        };
    }

    /** What the API server said, once; else how it could not be asked. */
    public static String said(KubernetesClientException e) {
        if (e.getStatus() != null && e.getStatus().getMessage() != null) {
            return e.getStatus().getMessage();
        }
        if (e.getCode() > 0) {
            return "the API server answered " + e.getCode();
        }
        return e.getCause() == null
                ? "the API server does not serve that kind"
                : "the API server cannot be reached: " + NetworkTrouble.of(e.getCause());
    }

    /** The same of anything that a library throws when it asked the API server. */
    public static String said(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(KubernetesClientException.class::isInstance)
                .map(KubernetesClientException.class::cast)
                .findFirst()
                .map(Calls::said)
                .orElseGet(() -> "the API server cannot be reached: " + NetworkTrouble.of(failure));
    }

    /** Whether {@code version} is newer than {@code than}; the API server counts upwards. */
    public static boolean newer(String version, String than) {
        try {
            return Long.parseLong(version) > Long.parseLong(than);
        } catch (NumberFormatException e) {
            return !version.equals(than);
        }
    }
}
