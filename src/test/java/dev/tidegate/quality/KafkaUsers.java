package dev.tidegate.quality;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** The users of {@code kafka/users.yaml}, with their rights as Strimzi's operator gives them. */
public final class KafkaUsers {

    private static final List<JsonNode> ALL =
            Stream.of("users.yaml", "namespace/users.yaml")
                    .flatMap(file -> StrictManifest.documents(Path.of("kafka", file)).stream())
                    .toList();

    private KafkaUsers() {}

    /** The users' names. */
    public static List<String> names() {
        return ALL.stream().map(Overlay::name).toList();
    }

    /**
     * All their rights.
     *
     * @param prefix what the broker puts before a user's name, such as {@code CN=}
     */
    public static List<AclBinding> rights(String prefix) {
        return ALL.stream().flatMap(user -> rights(user, prefix)).toList();
    }

    /** Grants all their rights, and waits until the broker knows them: its controller is first. */
    public static void grant(Admin admin, String prefix)
            throws ExecutionException, InterruptedException {
        Set<AclBinding> rights = Set.copyOf(rights(prefix));
        admin.createAcls(rights).all().get();
        await("rights at the broker")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () ->
                                admin.describeAcls(AclBindingFilter.ANY)
                                        .values()
                                        .get()
                                        .containsAll(rights));
    }

    private static Stream<AclBinding> rights(JsonNode user, String prefix) {
        List<AclBinding> bindings = new ArrayList<>();
        for (JsonNode acl : user.at("/spec/authorization/acls")) {
            for (JsonNode operation : acl.path("operations")) {
                bindings.add(
                        new AclBinding(
                                pattern(acl.path("resource")),
                                new AccessControlEntry(
                                        "User:" + prefix + Overlay.name(user),
                                        "*",
                                        AclOperation.fromString(upper(operation)),
                                        AclPermissionType.ALLOW)));
            }
        }
        return bindings.stream();
    }

    private static ResourcePattern pattern(JsonNode resource) {
        return new ResourcePattern(
                ResourceType.fromString(upper(resource.path("type"))),
                resource.path("name").asText(),
                resource.path("patternType").asText().equals("prefix")
                        ? PatternType.PREFIXED
                        : PatternType.LITERAL);
    }

    private static String upper(JsonNode word) {
        return word.asText().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }
}
