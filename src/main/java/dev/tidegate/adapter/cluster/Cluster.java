package dev.tidegate.adapter.cluster;

import dev.tidegate.controller.Result;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The Kubernetes API, as far as Tidegate needs it. What goes wrong is a value: a conflict is
 * somebody else's write (409, or an object that is gone); what may go well the next time is
 * unreachable; the rest (400, 413, 422) is rejected for good. Each says what the API server said.
 */
public interface Cluster {

    /** Reads one object; empty when there is none. */
    Result<Optional<ApiObject>> get(Kind kind, String namespace, String name);

    /** Reads all objects of a scope. */
    Result<Listed> list(Kind kind, Scope scope);

    /** Makes an object that is not there yet; that its namespace is gone is a conflict. */
    Result<ApiObject> create(Kind kind, ApiObject object);

    /** Puts the whole object, status aside, in place of the version that it names. */
    Result<ApiObject> update(Kind kind, ApiObject object);

    /** Puts the object's status alone, in place of the version that it names. */
    Result<ApiObject> updateStatus(Kind kind, ApiObject object);

    /** Deletes the object if it is still of this version, or not there any more. */
    Result<Boolean> delete(Kind kind, String namespace, String name, String version);

    /**
     * Watches the objects of all namespaces from now on, for ever: begun while the API server is
     * away, it shows them when the server is back.
     */
    Watch watch(Kind kind, Need need, Watcher watcher);

    /** Whether the cluster must serve a kind. */
    enum Need {
        REQUIRED,
        /** A cluster may do without it: then it has no such objects. */
        OPTIONAL
    }

    /** Told what a watch shows, one thing after the other. It must not block. */
    interface Watcher {

        /** One that hands on. */
        static Watcher of(Consumer<ApiObject> seen, Consumer<ApiObject> gone) {
            return new Watcher() {
                @Override
                public void seen(ApiObject object) {
                    seen.accept(object);
                }

                @Override
                public void gone(ApiObject last) {
                    gone.accept(last);
                }
            };
        }

        /** An object came or changed; the same version is not told twice in a row. */
        void seen(ApiObject object);

        /** It was deleted. Of the object only namespace, name, uid and a version are known. */
        void gone(ApiObject last);
    }

    /**
     * Which objects are listed.
     *
     * @param namespace the only one; empty for all
     * @param label that an object must have; empty for none
     * @param values of which it must have one
     */
    record Scope(String namespace, String label, List<String> values) {

        /** All objects. */
        public static final Scope ALL = new Scope("", "", List.of());

        /** All of one namespace. */
        public static Scope of(String namespace) {
            return new Scope(namespace, "", List.of());
        }
    }

    /**
     * What a list showed.
     *
     * @param version the resourceVersion of the whole list
     */
    record Listed(List<ApiObject> objects, String version) {}
}
