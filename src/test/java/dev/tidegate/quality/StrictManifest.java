package dev.tidegate.quality;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.fabric8.knative.eventing.v1.Broker;
import io.fabric8.knative.eventing.v1.Trigger;
import io.fabric8.knative.eventing.v1alpha1.KafkaSink;
import io.fabric8.knative.sources.v1.KafkaSource;
import io.fabric8.knative.sources.v1.PingSource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads manifests into the typed model of their kind, strictly: an unknown or misspelt field, or a
 * value of the wrong type, is an error. A kind that is not in {@link #KINDS} is one too, so that
 * none is left unread.
 */
public final class StrictManifest {

    private static final Map<String, Class<? extends HasMetadata>> KINDS =
            Stream.of(
                            Namespace.class,
                            ServiceAccount.class,
                            ConfigMap.class,
                            Service.class,
                            Deployment.class,
                            PodDisruptionBudget.class,
                            NetworkPolicy.class,
                            Role.class,
                            RoleBinding.class,
                            ClusterRole.class,
                            ClusterRoleBinding.class,
                            CustomResourceDefinition.class,
                            io.fabric8.knative.serving.v1.Service.class,
                            KafkaSource.class,
                            PingSource.class,
                            KafkaSink.class,
                            Broker.class,
                            Trigger.class,
                            ServiceMonitor.class,
                            PrometheusRule.class,
                            AlertmanagerConfig.class,
                            KafkaTopic.class,
                            KafkaUser.class)
                    .collect(
                            Collectors.toMap(
                                    c ->
                                            HasMetadata.getApiVersion(c)
                                                    + " "
                                                    + HasMetadata.getKind(c),
                                    Function.identity()));

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final JsonMapper STRICT =
            JsonMapper.builder()
                    .annotationIntrospector(new NothingIsIgnored())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private StrictManifest() {}

    /** The documents of a YAML file. */
    public static List<JsonNode> documents(Path file) {
        try {
            return documents(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    /** The documents of a YAML text. */
    public static List<JsonNode> documents(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            List<JsonNode> all = new ArrayList<>();
            documents.forEachRemaining(all::add);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one document of a YAML text. */
    static JsonNode document(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** What is wrong with one document; empty when its kind's model takes every field of it. */
    static Optional<String> problem(JsonNode document) {
        Class<? extends HasMetadata> model = KINDS.get(kind(document));
        if (model == null) {
            return Optional.of(kind(document) + " is not known here; add its typed model");
        }
        return problem(document, model);
    }

    /** The same for a file that is no resource, by the record that says what it may hold. */
    static Optional<String> problem(JsonNode document, Class<?> model) {
        try {
            read(document, model);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A document as its model has it.
     *
     * @throws IllegalArgumentException naming a field that the model does not have
     */
    public static <T> T read(JsonNode document, Class<T> model) {
        try {
            return STRICT.treeToValue(document, model);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** The documents of a file that are of this kind, as its model has them. */
    public static <T extends HasMetadata> List<T> all(Path file, Class<T> model) {
        return documents(file).stream()
                .filter(d -> d.path("kind").asText().equals(HasMetadata.getKind(model)))
                .map(d -> read(d, model))
                .toList();
    }

    static String kind(JsonNode document) {
        return document.path("apiVersion").asText() + " " + document.path("kind").asText();
    }

    /** The models keep what they do not know in a map: that they must not. */
    private static final class NothingIsIgnored extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated ignored) {
            return false;
        }

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(
                MapperConfig<?> config, Annotated annotated) {
            return JsonIgnoreProperties.Value.empty();
        }
    }
}
