package dev.tidegate.adapter.cluster;

import dev.tidegate.controller.Result;

import java.util.Optional;

/**
 * The Kubernetes API, as far as Tidegate needs it. What goes wrong is a value: a conflict is
 * somebody else's write (409, or an object that is gone); what may go well the next time is
 * unreachable; the rest (400, 413, 422) is rejected for good. Each says what the API server said.
 */
public interface Cluster {

    /** Reads one object; empty when there is none. */
    Result<Optional<ApiObject>> get(Kind kind, String namespace, String name);

    /** Reads all objects of a scope; of a kind that need not be served, none where it is not. */
    Result<Listed> list(Kind kind, Need need, Scope scope);

    /** Reads all objects of a scope. */
    default Result<Listed> list(Kind kind, Scope scope) {
        return list(kind, Need.REQUIRED, scope);
    }

    /**
     * Makes an object that is not there yet; that its namespace is gone is a conflict. One with a
     * field that the server would drop is refused.
     */
    Result<ApiObject> create(Kind kind, ApiObject object);

    /** Puts the whole object, status aside, in place of the version that it names. */
    Result<ApiObject> update(Kind kind, ApiObject object);

    /** Puts the object's status alone, in place of the version that it names. */
    Result<ApiObject> updateStatus(Kind kind, ApiObject object);

    /** How many pods a workload wants, by its subresource {@code scale}; empty without it. */
    Result<Optional<Replicas>> replicas(Kind kind, String namespace, String name);

    /** Has a workload want so many pods, in place of the version that is named. */
    Result<Boolean> scale(Kind kind, String namespace, String name, Replicas replicas);

    /** Deletes the object if it is still of this version, or not there any more. */
    Result<Boolean> delete(Kind kind, String namespace, String name, String version);

    /**
     * Watches the objects of all namespaces from now on, for ever: begun while the API server is
     * away, it shows them when the server is back.
     */
    Watch watch(Kind kind, Need need, Watcher watcher);

    /** Watches the one object of this name, whether or not it is there yet. */
    default Watch watchOne(Kind kind, String namespace, String name, Watcher watcher) {
        return watch(kind, Need.REQUIRED, watcher.only(namespace, name));
    }
}
