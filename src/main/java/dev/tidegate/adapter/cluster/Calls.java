package dev.tidegate.adapter.cluster;

import dev.tidegate.controller.NetworkTrouble;
import dev.tidegate.controller.Result;

import io.fabric8.kubernetes.client.KubernetesClientException;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Calls of the API server, their errors as values. */
final class Calls {

    /**
     * What the same request will never get past: it is no valid one. Anything else may: a token is
     * renewed (401), rights (403) and definitions (404) are applied again.
     */
    private static final Set<Integer> FOR_GOOD = Set.of(400, 413, 422);

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private Calls() {}

    /** Makes one call: 409 is a conflict; all but 400, 413 and 422 may be repeated. */
    static <T> Result<T> attempt(Supplier<T> call) {
        return attempt(call, e -> e.getCode() == CONFLICT);
    }

    /** The same for an object that is made: that its namespace is gone is a conflict, too. */
    static <T> Result<T> create(Supplier<T> call) {
        return attempt(call, e -> e.getCode() == CONFLICT || ofNamespace(e));
    }

    /** The same for the change of an object: that it is gone is a conflict, too. */
    static <T> Result<T> change(Supplier<T> call) {
        return attempt(call, e -> e.getCode() == CONFLICT || e.getCode() == NOT_FOUND);
    }

    /** What the call brings; empty when the API server has it not. */
    static <T> Optional<T> there(Supplier<T> call) {
        try {
            return Optional.ofNullable(call.get());
        } catch (KubernetesClientException e) {
            if (e.getCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static <T> Result<T> attempt(
            Supplier<T> call, Predicate<KubernetesClientException> conflict) {
        try {
            return new Result.Done<>(call.get());
        } catch (KubernetesClientException e) {
            if (conflict.test(e)) {
                return new Result.Conflict<>(said(e));
            }
            return FOR_GOOD.contains(e.getCode())
                    ? new Result.Rejected<>(said(e))
                    : new Result.Unreachable<>(said(e));
        } catch (IllegalStateException e) {
            // the client was closed: this process is going down, another one will do it
            return new Result.Unreachable<>("this process is ending");
        }
    }

    private static boolean ofNamespace(KubernetesClientException e) {
        return e.getCode() == NOT_FOUND
                && e.getStatus() != null
                && e.getStatus().getDetails() != null
                && "namespaces".equals(e.getStatus().getDetails().getKind());
    }

    /** What the API server said, once; else how it could not be asked. */
    static String said(KubernetesClientException e) {
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
    static String said(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(KubernetesClientException.class::isInstance)
                .map(KubernetesClientException.class::cast)
                .findFirst()
                .map(Calls::said)
                .orElseGet(() -> "the API server cannot be reached: " + NetworkTrouble.of(failure));
    }
}
