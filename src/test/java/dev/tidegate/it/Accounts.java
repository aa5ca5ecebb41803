package dev.tidegate.it;

import dev.tidegate.quality.StrictManifest;

import java.nio.file.Path;

/** Service accounts in the town's namespace, with the roles of {@code k8s/roles.yaml}. */
final class Accounts {

    private final Town town;

    /** Applies the shipped roles. */
    Accounts(Town town) {
        this.town = town;
        StrictManifest.documents(Path.of("k8s", "roles.yaml"))
                .forEach(role -> town.cluster.put(role.toString()));
    }

    /** A token of the account, which is made and bound to these roles in the namespace. */
    String token(String account, String... roles) {
        town.put(
                """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: %s}
                """
                        .formatted(account));
        for (String role : roles) {
            String subject =
                    "{kind: ServiceAccount, name: %s, namespace: %s}"
                            .formatted(account, Town.NAMESPACE);
            bind(account + "-" + role, role, subject);
        }
        return town.cluster.token(Town.NAMESPACE, account, "tidegate");
    }

    /** Binds the role to a subject written as YAML. */
    void bind(String name, String role, String subject) {
        town.put(
                """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: %s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
                subjects: [%s]
                """
                        .formatted(name, role, subject));
    }

    static String user(String account) {
        return "system:serviceaccount:" + Town.NAMESPACE + ":" + account;
    }
}
